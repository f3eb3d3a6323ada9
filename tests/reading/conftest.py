"""One reader for all tests of its steps: the language model is loaded once."""

from __future__ import annotations

import pytest
from reading_steps import SpeakersOf, Steps

from kg.reading import Reader


@pytest.fixture(scope="session")
def steps() -> Steps:
    return Steps(Reader())


@pytest.fixture(scope="session")
def speaker_of(steps: Steps) -> SpeakersOf:
    """Who vouches for the claims of a relation in a text: kind and name, innermost, in the order of the text."""

    def of(text: str, relation: str = "attributed_to") -> list[tuple[str, str | None]]:
        return [(c.speaker_kind, c.speaker.name if c.speaker else None) for c in steps.claims(text, relation)]

    return of
