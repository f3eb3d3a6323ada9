"""Origins: what comes from one place counts once, however it is passed on, edited or reworded."""

from __future__ import annotations

from typing import Any

import pytest
from claims_by_hand import Case, group, org, speakers
from test_confidence import Judged, blamed

from kg.model import Account

LAB = speakers("Lantern Labs")
LIKELY = {"by": LAB, "stance": "hedged", "publisher": "Morning Post", "published": "2025-05-01"}
LIKELY["text"] = "Lantern Labs thinks that Tin Crow may have been in the network of Northmark for weeks."
FIRM = {"by": LAB, "publisher": "Evening Post", "published": "2025-05-03"}
FIRM["text"] = "It was the crew known as Tin Crow which emptied the retailer's stores, says Lantern Labs."


def account(case: Case) -> Account:
    return Judged(case).blame("Tin Crow")


def origins(found: Account) -> int:
    return sum(line.kind == "origin" for line in found.lines)


def how(found: Account) -> list[str]:
    return [line.how for line in found.lines if line.kind == "copy"]


# --- hedges lost in other words


def test_a_hedge_that_another_paper_drops_in_its_own_words_is_lost() -> None:
    alone, both = account(blamed(LIKELY)), account(blamed(LIKELY, FIRM))
    assert both.confidence == alone.confidence
    assert how(both) == ["hedge lost"]


@pytest.mark.parametrize(
    "firm",
    [
        {**FIRM, "text": "“Tin Crow emptied the retailer's stores,” says Lantern Labs."},  # quoted in its own words
        {**FIRM, "published": "2025-04-28"},  # said so before it hedged
        {**FIRM, "published": "2025-06-28"},  # may have learned more since
        {**FIRM, "publisher": "Lantern Labs"},  # says so itself
        {**FIRM, "by": speakers("Harbour Police")},  # is another voice
    ],
)
def test_a_firm_word_that_is_the_speakers_own_is_no_lost_hedge(firm: dict[str, Any]) -> None:
    found = account(blamed(LIKELY, firm))
    assert "hedge lost" not in how(found)
    assert found.confidence > account(blamed(LIKELY)).confidence


# --- copies that were edited


WIRE = (
    "Northmark was hit by Tin Crow on Sunday night, and its shops stayed shut on Monday morning.",
    "Northmark has closed its web shop and asks its customers to come to the stores in the meantime.",
    "Northmark lost the names and addresses of all customers who have ordered anything since the spring.",
)


def telling(case: Case, publisher: str, *sentences: str, blame: str) -> None:
    report = case.report(" ".join((*sentences, blame)), publisher)
    for sentence in sentences:
        report.hit("Northmark", quote=sentence)
    report.blame("Northmark", group("Tin Crow"), quote=blame)


def test_a_text_that_another_paper_edits_is_one_origin_though_the_sentence_that_counts_was_rewritten() -> None:
    case = Case()
    telling(case, "Morning Post", *WIRE, blame="The raid was the work of Tin Crow, a crew that has been at large for years.")
    alone = account(case)
    telling(case, "Evening Post", *WIRE[:2], blame="Behind it all stands a gang that calls itself Tin Crow.")
    assert account(case).confidence == alone.confidence
    assert how(account(case)) == ["same words"]
    telling(case, "Valley News", "Northmark has been raided.", blame="We have learned that Tin Crow robbed the shops.")
    assert origins(account(case)) == 2


def test_two_papers_that_print_one_statement_of_the_victim_are_not_copies() -> None:
    case = Case()
    for publisher, blame in (
        ("Morning Post", "Our own search points at Tin Crow."),
        ("Evening Post", "Tin Crow did it, we found."),
    ):
        report = case.report(" ".join((*WIRE, blame)), publisher)
        for sentence in WIRE:
            report.hit("Northmark", quote=sentence, by=speakers("Northmark"))
        report.blame("Northmark", group("Tin Crow"), quote=blame)
    assert origins(account(case)) == 2


def test_fifty_edited_copies_are_one_origin() -> None:
    case = Case()
    telling(case, "Paper 0", *WIRE, blame="The raid was the work of Tin Crow.")
    alone = account(case)
    for i in range(1, 50):
        telling(case, f"Paper {i}", *WIRE[i % 2 :], blame=f"Tin Crow did it, as number {i} of our readers knew.")
    fifty = account(case)
    assert (origins(fifty), fifty.confidence, fifty.status) == (1, alone.confidence, alone.status)


def test_a_copy_that_drops_the_name_of_who_said_it_is_a_copy() -> None:
    words = "the raid on the stores of Northmark was the work of a crew called Tin Crow, known for theft"
    named = {"by": LAB, "publisher": "Morning Post", "text": f"Lantern Labs said that {words}."}
    bare = {"publisher": "Evening Post", "text": f"{words.capitalize()}."}
    assert account(blamed(named, bare)).confidence == account(blamed(named)).confidence
    assert origins(account(blamed(named, {**bare, "by": speakers("Harbour Police")}))) == 2


# --- who passes on whose word


def test_who_cites_another_is_no_second_origin() -> None:
    """The Times says so; the Post tells that the Times has it from the lab, which says so elsewhere."""
    times = {"publisher": "Harbour Times", "text": "Tin Crow robbed Northmark, this paper can tell."}
    lab = {"publisher": "Valley News", "by": LAB, "text": "Who was it? Lantern Labs says Tin Crow."}
    assert origins(account(blamed(times, lab))) == 2
    chain = {"publisher": "Morning Post", "by": speakers("Harbour Times", "Lantern Labs")}
    chain["text"] = "The Harbour Times, citing Lantern Labs, reports that the crew Tin Crow raided the shops."
    found = account(blamed(times, lab, chain))
    assert origins(found) == 1
    assert "passed on" in how(found)


def told_to_a_newsroom(*, to: str) -> Case:
    """A report on what a newsroom says, and on what the crew told a newsroom, of another attack even."""
    case = Case()
    first = "The Harbour Times reports that Tin Crow is behind the attack on Northmark as well."
    second = f"Tin Crow claimed to {to} that it had robbed Greenbasket."
    report = case.report(f"{first} {second} The Harbour Times is a newspaper.", "Morning Post")
    report.claim(org("Harbour Times", role="media"), "located_in", org("Harbour"), quote="The Harbour Times is a newspaper.")
    report.blame("Northmark", group("Tin Crow"), quote=first, by=speakers("Harbour Times"))
    report.blame("Greenbasket", group("Tin Crow"), quote=second, by=speakers("Tin Crow"), stance="self-claimed")
    return case


def northmark(case: Case) -> Account:
    judged = Judged(case)
    return judged.believed.accounts[judged.id("attributed_to", "Tin Crow", "attack on Northmark")]


def test_what_the_accused_told_a_newsroom_is_the_word_of_the_accused() -> None:
    told, not_told = northmark(told_to_a_newsroom(to="the Harbour Times")), northmark(told_to_a_newsroom(to="the police"))
    assert "passes on what the claimant told it" in told.lines[0].label
    assert any(line.label.startswith("nobody but the claimant") for line in told.lines)
    assert told.confidence < not_told.confidence


def test_the_accuseds_word_to_two_newsrooms_and_on_its_site_is_one_origin() -> None:
    case = told_to_a_newsroom(to="the Harbour Times")
    site = case.report("We did Northmark, says Tin Crow on its site.", "Valley News")
    site.blame("Northmark", group("Tin Crow"), by=speakers("Tin Crow"), stance="self-claimed")
    found = northmark(case)
    assert origins(found) == 1
    assert found.confidence < 70
