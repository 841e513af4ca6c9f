"""
Run the commands as ``python -m policygraph``.
"""

from .cli import main

main()
