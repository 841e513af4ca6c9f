"""
Measurements, and the data they are made on; none of it is collected as a test.
"""
