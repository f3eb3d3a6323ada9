"""The program as a part of a cache's key: its version and the code that computes views.

In: the package's files. Out: a short hash. So that whoever changes a rule never looks at what the old one gave.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import kg

_ROOMS = ("identity", "belief", "reference", "view")
_FILES = ("model.py", "vocabulary.py")


@cache
def fingerprint() -> str:
    """A hash over the version and the code of the rooms that make a view."""
    home = Path(kg.__file__).parent
    digest = hashlib.sha256(kg.__version__.encode())
    for path in sorted([*(p for room in _ROOMS for p in (home / room).glob("*.py")), *(home / f for f in _FILES)]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
