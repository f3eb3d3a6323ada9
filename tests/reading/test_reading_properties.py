"""What holds of any text: nothing shifts, quotes are verbatim, and reading twice gives the same."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_steps import Steps

from kg.model import Document, Evidence
from kg.reading.characters import readable
from kg.vocabulary import vocabulary

PIECES = [
    "LockBit", "the gang Night Heron", "Larkfield Foods", "Halden Rail (HR)", "Harrow Labs", "UNC7714", "Marta Lindqvist",
    "CVE-2025-11877", "it", "the company", "the attack", "its website", "breached", "was hit by", "denied that", "said",
    "may have", "attacks on", "is behind", "according to", "linked to", "also known as", "stole data from", "is down",
    "investigates", "arrested", "not", "if", "whether", "and", "or", "of", "24 April", "U.S.", "“", "”", '"', "'",
    "(", ")", ",", ".", "?", ":", "…", "\n", "\n\n", "- ", "# ", "\u200b", "\u00a0", "İ", "ß", "😀", "e\u0301",
]  # fmt: skip
pieces = st.lists(st.sampled_from(PIECES), max_size=40)
texts = pieces.map(" ".join) | pieces.map("".join) | st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(text=texts)
@few
def test_sentences_stand_where_they_say(steps: Steps, text: str) -> None:
    found = steps.sentences(text)
    assert all(readable(text)[s.start : s.end] == s.text and s.text == s.text.strip() for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(text=texts)
@few
def test_mentions_stand_where_they_say_and_belong_to_one_name(steps: Steps, text: str) -> None:
    for name in steps.names(text).values():
        for mention in name.mentions:
            assert readable(text[mention.start : mention.end]) == mention.text  # odd spaces are read as plain ones
            assert mention.name is name


@given(text=texts)
@few
def test_claims_rest_on_quotes_and_fit_the_schema(steps: Steps, text: str) -> None:
    reading = steps.reader.read(Document(text=text))
    for claim in reading.claims:
        vocabulary().check(claim)
        assert claim.content_id == reading.content_id
        for evidence in claim.evidence:
            assert isinstance(evidence, Evidence)
            assert text[evidence.start : evidence.end] == evidence.quote


@given(text=texts)
@few
def test_reading_twice_gives_the_same(steps: Steps, text: str) -> None:
    first, second = steps.reader.read(Document(text=text)), steps.reader.read(Document(text=text, publisher="Another"))
    assert first == second
    assert [c.id for c in first.claims] == [c.id for c in second.claims]
    assert len({c.id for c in first.claims}) == len(first.claims)


@given(text=texts)
@few
def test_every_incident_has_a_victim(steps: Steps, text: str) -> None:
    claims = steps.reader.read(Document(text=text)).claims
    ends = {end.key for c in claims for end in (c.subject, c.object) if end and end.type == "Incident"}
    assert ends == {c.subject.key for c in claims if c.relation == "affected" and c.subject.type == "Incident"}


@given(before=texts, after=texts)
@few
def test_what_stands_in_other_paragraphs_does_not_unsay_a_plain_fact(steps: Steps, before: str, after: str) -> None:
    fact = "The ransomware gang Qilin breached the company Oskarsen."
    text = f"{before}\n\n{fact}\n\n{after}"
    said = [c for c in steps.reader.read(Document(text=text)).claims if fact in c.quotes]
    assert any(c.relation == "affected" for c in said)
