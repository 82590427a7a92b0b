"""What may be said of a cell of a table, in words; how each looks is a matter of the writers."""

from __future__ import annotations

# "begun" and "done" are steps of the way, "late" is beyond its day, "strong" matters,
# "plain" does not even in a total; "small" is said in passing; a "ratio" counts before its stroke; a "titled" text
# begins with its title; a "wide" cell of a total takes the empty ones behind it. A "struck" text holds no longer, nor
# does the first line of a "moved" one; in one with "ticks" every tick stands in its box; "headed" and "labelled" texts
# begin with a head or a small label. Who signs "second" does so in the right half of the cell; what is said instead of
# signing stands "across" both. A text is "slanted", or its words of a "foreign" language are. In one with "boxes" ticks
# and empty boxes are as large as what a pen makes; "lined", its rows of dots are a fine line to write on.
ACCENTS = frozenset({
    "begun", "done", "late", "strong", "plain", "small", "ratio", "titled", "wide", "struck", "moved", "ticks",
    "headed", "labelled", "second", "across", "slanted", "foreign", "boxes", "lined",
})  # fmt: skip
