"""
Network analysis: which networks a graph holds, what measures of them say, and the statements behind each number.

`reading` reads a store once; `networks` and `sharing` make NetworkX graphs of it; `bridging`, `leaning`, `groups`,
`cooperation`, `cascade`, `growth` and `gaps` measure them; `questions` asks one after the other and words the answers
with `words`. Nothing is printed, drawn or written here.
"""

# The questions, for those who only list them: loading what answers them takes a while.
ASKED = ("bridging", "leaning", "groups", "cooperation", "cascade", "growth", "gaps")
