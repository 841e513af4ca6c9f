"""
Answers worded for people and keyed for programs: what the commands print, as text, JSON or CSV.

The keys of JSON are a contract (id, label, kind, role, edtf, words, begin, end, fit, why, modality, citations). Nothing
is printed here, and nothing is asked of the graph that the room of the question does not answer.
"""
