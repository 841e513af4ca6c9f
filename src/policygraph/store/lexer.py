r"""
The tokens of SPARQL text, cut as the engine's own parser cuts them.

Guarding a query is only as good as this agreement, so the engine's habits are followed where they differ from the
grammar of SPARQL 1.1: a comment ends at a carriage return too, a local name holds one run of dots, keywords need no
space after them (`SELECTDISTINCT?x`), and `'''a'` is an empty string and then a string if no `'''` closes it. Nothing
is parsed here, and text in which strings cannot be told from code is refused by `guard`.
"""

from __future__ import annotations

import re

# The characters of names, told by the ASCII ones that they are not, which Python compiles 30 times faster. All beyond
# ASCII count as letters: outside strings, IRIs and comments the engine refuses the few that are none.
_LETTER = r"[^\x00-@\[-`{-\x7f]"
_ALPHANUMERIC = r"[^\x00-/:-@\[-^`{-\x7f]"
_CHAR = r"[^\x00-,./:-@\[-^`{-\x7f]"
_WORD = rf"{_LETTER}{_CHAR}*+(?:\.++{_CHAR}++)*+"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL_FIRST = rf"(?:[^\x00-/;-@\[-^`{{-\x7f]|{_ESCAPED})"
_LOCAL = rf"(?:[^\x00-,./;-@\[-^`{{-\x7f]|{_ESCAPED})"
_IN_STRING = r"""\\[tbnrfuU"'\\]"""
_HEX = "[0-9A-Fa-f]"

TOKEN = re.compile(
    rf"""
    (?P<space> [ \t\r\n]++ | \#[^\r\n]*+ )
    | (?P<iri> <[^<>"{{}}|^`\x00-\x20]*+> )
    | (?P<string>
        '''(?:'{{0,2}}+(?:[^'\\]|{_IN_STRING}))*+'''
        | \"\"\"(?:"{{0,2}}+(?:[^"\\]|{_IN_STRING}))*+\"\"\"
        | '(?:[^'\\\r\n]|{_IN_STRING})*+'
        | "(?:[^"\\\r\n]|{_IN_STRING})*+" )
    | (?P<variable> [?$]{_ALPHANUMERIC}++ )
    | (?P<name>
        (?:{_WORD})?+:(?:{_LOCAL_FIRST}{_LOCAL}*+(?:\.++{_LOCAL}++)?+)?+
        | _:{_ALPHANUMERIC}{_CHAR}*+(?:\.++{_CHAR}++)*+ )
    | (?P<tag> @[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?+ )
    | (?P<number> (?:[0-9]++\.?+[0-9]*+|\.[0-9]++)(?:[eE][+\-]?[0-9]++)?+ )
    | (?P<word> {_WORD} )
    | (?P<mark> << | >> | \{{\| | \|\}} | \|\| | && | \^\^ | != | <= | >= | . )
    """,
    re.VERBOSE | re.DOTALL,
)

# In a string: a \\u or \\U that names no character, or half of one; the engine then cuts the text in another way.
WRONG_ESCAPE = re.compile(
    rf"\\u(?!{_HEX}{{4}})|\\u[Dd][89A-Fa-f]|\\U(?!00(?:0{_HEX}|10){_HEX}{{4}})|\\U0000[Dd][89A-Fa-f]"
)
