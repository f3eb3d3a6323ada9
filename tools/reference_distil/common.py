"""Which surface forms are ordinary words or names. In: a form. Out: whether its lower-case form is in common use.

By word frequency (Zipf scale, van Heuven et al. 2014) as the package wordfreq has it for English text.
"""

from __future__ import annotations

from kg.errors import MissingExtra
from tools.reference_distil.settings import Common


def is_common(form: str, limits: Common) -> bool:
    """Whether a form needs the company it keeps to be a name."""
    try:
        from wordfreq import zipf_frequency
    except ImportError as error:
        raise MissingExtra("word frequencies are not installed", remedy="pip install wordfreq") from error
    if len(form) <= limits.shortest or form.isdigit():
        return True
    if any(c.isdigit() for c in form) and " " not in form:  # a code: APT-C-36
        return False
    limit = limits.word if form.isalpha() else limits.phrase
    return bool(zipf_frequency(form.lower(), "en") >= limit)
