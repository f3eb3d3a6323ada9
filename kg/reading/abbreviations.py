"""Short forms of names: whether one form is the initials of another, or can stand for it.

In: two forms as written. Out: yes or no.
"""

from __future__ import annotations

import re


def are_initials(short: str, full: str) -> bool:
    """Whether a form in capitals is the initials of a name of at least three words."""
    return len(short) > 2 and short == "".join(w[0] for w in full.split()).upper()


def stands_for(short: str, full: str) -> bool:
    """Whether a bracketed form can abbreviate a name: its letters come in order, or its first letter begins a word."""
    letters = [c.lower() for c in short if c.isalnum()]
    rest = iter(full.lower())
    in_order = all(c in rest for c in letters)
    if not short.isupper() and not in_order:
        return False
    heads = "".join(w[0] for w in re.findall(r"[A-Za-z]\w*", full)).lower()
    return len(short) < len(full) and (in_order or heads.startswith(letters[0]) or short.lower() in full.lower())
