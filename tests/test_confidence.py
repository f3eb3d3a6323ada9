"""How well a proposition is supported: weights, origins, copies, contradiction, fit, caps, status, decisions."""

from __future__ import annotations

from typing import Any

import pytest
from claims_by_hand import Case, decision, group, incident, malware, org, seed_case, service, speakers
from records_by_hand import NOTHING, SMALL, SmallReference, record

from kg.belief import Believed, believe
from kg.belief.constants import Constants, constants
from kg.errors import SchemaError
from kg.identity import Identified, Lookup, identify
from kg.model import Account, Ref, Status
from kg.reference import reference
from kg.resources import schema_path
from kg.vocabulary import read_yaml, validated

NOBODY = speakers("(it is believed)")
LAB, POLICE = speakers("Lantern Labs"), speakers("Harbour Police")


class Judged:
    """A case with its propositions, asked by names."""

    def __init__(self, case: Case, lists: Lookup = NOTHING) -> None:
        self.identified: Identified = identify(case.claims, case.headings, lists, case.decisions)
        self.believed: Believed = believe(case.claims, self.identified, case.headings, case.sources, case.decisions)

    def id(self, relation: str, object_: str | None, subject: str | None = None) -> str:
        name = {i: e.name for i, e in self.identified.entities.items()}
        (found,) = (
            p.id
            for p in self.believed.propositions.values()
            if p.relation == relation
            and (p.object and name[p.object]) == object_
            and (subject is None or name[p.subject] == subject)
        )
        return found

    def blame(self, actor: str | None) -> Account:
        return self.believed.accounts[self.id("attributed_to", actor)]

    def hit(self, victim: str = "Northmark") -> Account:
        return self.believed.accounts[self.id("affected", victim)]


def blamed(*claims: dict[str, Any], actor: str = "Tin Crow", case: Case | None = None) -> Case:
    """A report for each claim that holds the actor responsible, each with its own words."""
    made = case or Case()
    for more in claims:
        more = {**more}
        n = len(made.reports)
        text = more.pop("text", f"{WORDS[n % len(WORDS)]} {n}: the raid on Northmark is put down to {actor} {n * 7}.")
        where = {key: more.pop(key) for key in ("publisher", "published", "title") if key in more}
        made.report(text, **where).blame("Northmark", group(actor), **more)
    return made


WORDS = ("Morning", "Evening", "Harbour", "Valley", "Island", "Lantern", "Bridge", "River")


def kinds(account: Account) -> list[str]:
    return [line.kind for line in account.lines if line.kind != "cap" or line.points]


def adds_up(account: Account) -> None:
    running = 0.0
    for line in account.lines:
        running = round(running + line.points, 1)
        assert line.running == running
    assert account.confidence == int(running + 0.5)


# --- the two seed reports, in our own words


@pytest.fixture(scope="module")
def seeds() -> Judged:
    return Judged(seed_case(), reference())


def test_what_nobody_vouches_for_is_low_and_cannot_be_judged(seeds: Judged) -> None:
    hamas = seeds.blame("Hamas")
    assert hamas.confidence <= 20
    assert hamas.status is Status.UNVERIFIED
    assert hamas.credibility == 6
    proposition = seeds.believed.propositions[seeds.id("attributed_to", "Hamas")]
    assert proposition.speaker == "no named speaker (has been linked)"
    assert proposition.claimed


def test_recorded_fit_lifts_one_attribution_above_the_other(seeds: Judged) -> None:
    spider, dragon, hamas = (seeds.blame(name) for name in ("Scattered Spider", "DragonForce", "Hamas"))
    assert spider.confidence >= hamas.confidence + 15
    assert dragon.confidence > hamas.confidence
    assert max(spider.confidence, dragon.confidence) < 70
    fit = [line for line in spider.lines if line.kind == "fit"]
    known = {r.id for things in seeds.identified.may_be.values() for records in things for r in records}
    assert fit
    assert {line.record for line in fit} <= known
    gained = min(sum(line.points for line in fit), constants().fit.most)
    assert gained == pytest.approx(spider.confidence - hamas.confidence, abs=1.5)


def test_an_ambiguous_name_gets_the_least_fit_and_no_lists_name_takes_nothing(seeds: Judged) -> None:
    dragon = [line for line in seeds.blame("DragonForce").lines if line.kind == "fit"]
    assert [line.points for line in dragon] == [3.0]
    assert not [line for line in seeds.blame("Hamas").lines if line.kind == "fit"]


def test_actors_that_one_sentence_names_are_no_rivals(seeds: Judged) -> None:
    against = [line.label for line in seeds.blame("DragonForce").lines if line.kind == "against"]
    assert len(against) == 1
    assert against[0].startswith("Hamas")


def test_routine_news_in_a_texts_own_voice_is_high(seeds: Judged) -> None:
    assert seeds.hit("Northmark Stores").confidence >= 70
    investigates = seeds.id("investigates", "Northmark Stores")
    assert seeds.believed.accounts[investigates].confidence >= 70
    assert seeds.believed.accounts[investigates].status is Status.UNVERIFIED


def test_two_texts_by_nobody_known_are_one_origin(seeds: Judged) -> None:
    assert kinds(seeds.hit("Northmark Stores")) == ["origin", "copy"]


# --- weights


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ({"by": LAB, "stance": "hedged"}, {"by": LAB}),
        ({"by": NOBODY}, {}),
        ({}, {"by": LAB}),
        ({"by": NOBODY, "stance": "hedged"}, {"by": NOBODY}),
        ({"by": LAB, "stance": "self-claimed"}, {"by": LAB}),
        ({"publisher": "Rag", "by": LAB}, {"publisher": "Quality", "by": LAB}),
        ({"publisher": "Rag"}, {"publisher": "Unrated"}),
        ({"publisher": "Unrated"}, {"publisher": "Quality"}),
    ],
)
def test_firmness_speaker_and_reliability_weigh(weaker: dict[str, Any], stronger: dict[str, Any]) -> None:
    found = []
    for claim in (weaker, stronger):
        case = blamed(claim)
        case.rate("Quality", "A")
        case.rate("Rag", "E")
        found.append(Judged(case).blame("Tin Crow").confidence)
    assert found[0] < found[1]


def test_a_rating_of_who_vouches_goes_before_that_of_who_publishes() -> None:
    case = blamed({"publisher": "Rag", "by": LAB})
    case.rate("Rag", "E")
    low = Judged(case).blame("Tin Crow").confidence
    case.rate("Lantern Labs", "A")
    assert Judged(case).blame("Tin Crow").confidence > low


def test_an_unknown_reliability_says_nothing_against_a_source() -> None:
    known = constants().reliability
    assert known["F"] >= known["C"]


def told_by(voice: str, role: str | None, *, published: bool) -> int:
    """Confidence of an attribution that this organisation is quoted for, or publishes in its own voice."""
    case = Case()
    report = case.report(f"The raid is put down to Tin Crow, and {voice} is a name.", voice if published else "Morning Post")
    report.blame("Northmark", group("Tin Crow"), by=() if published else speakers(voice))
    report.claim(org(voice, role=role), "investigates", org("Northmark"))
    return Judged(case).blame("Tin Crow").confidence


def test_a_newsroom_is_worth_the_same_quoted_or_in_its_own_voice_and_less_than_who_can_know() -> None:
    newsroom = {told_by("Evening Post", "media", published=p) for p in (False, True)}
    vendor = {told_by("Lantern Labs", "security-vendor", published=p) for p in (False, True)}
    assert len(newsroom) == len(vendor) == 1
    assert max(newsroom) < max(vendor)
    assert told_by("Somebody", None, published=True) == max(newsroom)


# --- origins and copies


def test_independent_origins_add_and_copies_do_not() -> None:
    one = Judged(blamed({"by": LAB, "publisher": "Morning Post"})).blame("Tin Crow")
    again = Judged(
        blamed(
            {"by": LAB, "publisher": "Morning Post"},
            {"by": LAB, "publisher": "Evening Post"},
            {"by": speakers("Evening Post", "Lantern Labs"), "publisher": "Valley News"},
        )
    ).blame("Tin Crow")
    two = Judged(blamed({"by": LAB, "publisher": "Morning Post"}, {"by": POLICE, "publisher": "Morning Post"})).blame(
        "Tin Crow"
    )
    assert again.confidence == one.confidence < two.confidence
    assert kinds(again) == ["origin", "copy", "copy"]
    assert kinds(two) == ["origin", "origin"]
    assert (again.status, two.status) == (Status.UNVERIFIED, Status.CORROBORATED)


def test_one_publisher_repeating_itself_is_one_origin() -> None:
    case = blamed({"publisher": "Morning Post"}, {"publisher": "www.morningpost.example"}, {"publisher": "Morning Post"})
    assert kinds(Judged(case).blame("Tin Crow")) == ["origin", "copy", "copy"]


def test_a_publishers_nameless_sources_are_the_publisher() -> None:
    case = blamed({"publisher": "Morning Post"}, {"by": speakers("Morning Post", "(sources)"), "publisher": "Evening Post"})
    assert kinds(Judged(case).blame("Tin Crow")) == ["origin", "copy"]


def test_one_text_under_many_mastheads_is_one_origin_and_the_places_are_listed() -> None:
    case = Case()
    for masthead in ("Morning Post", "Evening Post", "Valley News"):
        case.report("The raid on Northmark was the work of Tin Crow.", masthead, "2025-05-01")
    case.reports[0].blame("Northmark", group("Tin Crow"))
    account = Judged(case).blame("Tin Crow")
    assert kinds(account) == ["origin", "copy"]
    assert "Morning Post, Valley News" in account.lines[1].label
    assert account.status is Status.UNVERIFIED
    blamed({"publisher": "Valley News"}, case=case)
    assert Judged(case).blame("Tin Crow").status is Status.UNVERIFIED


def test_the_same_words_under_another_name_are_a_copy() -> None:
    words = "The raid on the shops of Northmark was carried out by the crew Tin Crow early on Sunday"
    case = blamed(
        {"publisher": "Morning Post", "text": f"{words}."}, {"publisher": "Evening Post", "text": f"News: {words} at dawn."}
    )
    account = Judged(case).blame("Tin Crow")
    assert kinds(account) == ["origin", "copy"]
    assert "the same words" in account.lines[1].label


def test_unknown_publishers_are_not_independent_of_each_other() -> None:
    case = blamed({}, {}, {})
    assert kinds(Judged(case).blame("Tin Crow")) == ["origin", "copy", "copy"]


def test_an_official_and_the_organisation_are_one_origin() -> None:
    case = blamed({"by": LAB, "publisher": "A"}, {"by": speakers("Ada Poe"), "publisher": "B"})
    case.reports[0].claim(Ref(name="Ada Poe", type="Person"), "works_for", org("Lantern Labs"))
    assert kinds(Judged(case).blame("Tin Crow")) == ["origin", "copy"]


# --- hedges lost on the way

HEDGED = "Lantern Labs believes that the raid on Northmark was probably carried out by the crew Tin Crow on Sunday."
FIRM = "The raid on Northmark was carried out by the crew Tin Crow on Sunday."


def hedge(first: str | None, second: str | None, **more: Any) -> Account:
    case = Case()
    case.report(HEDGED, "Morning Post", first).blame("Northmark", group("Tin Crow"), stance="hedged", by=LAB)
    case.report(FIRM, "Evening Post", second).blame("Northmark", group("Tin Crow"), **more)
    return Judged(case).blame("Tin Crow")


def test_a_hedge_lost_on_the_way_is_shown_and_gains_nothing() -> None:
    alone = Judged(blamed({"text": HEDGED, "publisher": "Morning Post", "stance": "hedged", "by": LAB})).blame("Tin Crow")
    for account in (hedge("2025-05-01", "2025-05-02"), hedge(None, None), hedge("2025-05-01", "2025-05-02", by=LAB)):
        assert account.confidence == alone.confidence
        assert [line.kind for line in account.lines if "hedge lost" in line.label] == ["copy"]


def test_what_was_firm_before_lost_no_hedge() -> None:
    account = hedge("2025-05-02", "2025-05-01")
    assert not [line for line in account.lines if "hedge lost" in line.label]
    assert account.confidence > hedge("2025-05-01", "2025-05-02").confidence


def test_a_report_cannot_be_firmer_than_the_words_it_reports() -> None:
    case = blamed(
        {"publisher": "Lantern Labs", "stance": "hedged", "published": "2025-05-01"},
        {"publisher": "Evening Post", "by": LAB, "published": "2025-05-03"},
    )
    account = Judged(case).blame("Tin Crow")
    assert [line.kind for line in account.lines if "hedge lost" in line.label] == ["copy"]


def test_a_headline_is_worth_no_more_than_the_body() -> None:
    case = Case()
    report = case.report("Tin Crow robbed Northmark. It is believed that Tin Crow robbed Northmark.", "Morning Post")
    body = {"quote": "It is believed that Tin Crow robbed Northmark.", "stance": "hedged", "by": NOBODY}
    report.blame("Northmark", group("Tin Crow"), **body)
    without = Judged(case).blame("Tin Crow").confidence
    report.blame("Northmark", group("Tin Crow"), quote="Tin Crow robbed Northmark.", headline="yes")
    account = Judged(case).blame("Tin Crow")
    assert account.confidence == without
    assert any("headline" in line.label for line in account.lines)


def test_a_headline_alone_counts_as_a_hedge() -> None:
    plain, headline = (Judged(blamed({"publisher": "P", **more})).blame("Tin Crow") for more in ({}, {"headline": "yes"}))
    assert 0 < headline.confidence < plain.confidence


# --- caps


def test_nameless_speakers_stay_low_however_many_and_however_fit() -> None:
    case = blamed(*({"by": NOBODY, "publisher": name} for name in WORDS))
    case.reports[0].hit("Northmark", sector="retail", country="UK", method="ransomware")
    account = Judged(case, SMALL).blame("Tin Crow")
    assert len([line for line in account.lines if line.kind == "origin"]) == len(WORDS)
    assert account.confidence < 30
    assert any(line.kind == "cap" and line.points < 0 for line in account.lines)


def test_a_claimant_stays_below_high_until_somebody_else_supports_it() -> None:
    claims = {"by": speakers("Tin Crow"), "stance": "self-claimed"}
    case = blamed(*({**claims, "publisher": name} for name in WORDS))
    case.rate("Tin Crow", "A")
    alone = Judged(case).blame("Tin Crow")
    assert alone.confidence < 70
    assert alone.status is Status.UNVERIFIED
    assert alone.credibility == 6
    case = blamed({"by": POLICE, "publisher": "Morning Post"}, case=case)
    assert Judged(case).blame("Tin Crow").status is Status.CORROBORATED


def test_one_origin_corroborates_nothing_whatever_it_is_worth() -> None:
    case = blamed(*({"by": LAB, "publisher": name} for name in WORDS))
    case.rate("Lantern Labs", "A")
    assert Judged(case).blame("Tin Crow").status is Status.UNVERIFIED


def test_two_origins_without_a_name_corroborate_nothing() -> None:
    case = blamed({"by": NOBODY, "publisher": "Morning Post"}, {"by": NOBODY, "publisher": "Evening Post"})
    assert Judged(case).blame("Tin Crow").status is Status.UNVERIFIED


def test_nameless_people_in_a_text_by_nobody_known_are_no_second_origin() -> None:
    case = blamed({"by": LAB, "publisher": "Morning Post"}, {"by": NOBODY})
    assert Judged(case).blame("Tin Crow").status is Status.UNVERIFIED
    case = blamed({"by": LAB, "publisher": "Morning Post"}, {"by": NOBODY, "publisher": "Evening Post"})
    assert Judged(case).blame("Tin Crow").status is Status.CORROBORATED


def test_known_publications_corroborate_routine_news_in_their_own_voice_but_not_who_did_it() -> None:
    case = Case()
    for name in ("Morning Post", "Evening Post"):
        report = case.report(f"{name}: Northmark was robbed, and Tin Crow did it, {len(name)} say.", name)
        report.hit("Northmark", quote="Northmark was robbed")
        report.blame("Northmark", group("Tin Crow"), quote="Tin Crow did it")
    judged = Judged(case)
    assert judged.hit().status is Status.CORROBORATED
    assert judged.blame("Tin Crow").status is Status.UNVERIFIED


def test_all_origins_together_stay_under_the_relations_cap() -> None:
    case = blamed(*({"by": speakers(f"Agency {name}"), "publisher": name} for name in WORDS))
    account = Judged(case).blame("Tin Crow")
    assert account.confidence == constants().of("attributed_to").all
    assert any(line.kind == "cap" and line.points < 0 for line in account.lines)


# --- contradiction


def test_a_denial_takes_and_is_listed_and_disputes() -> None:
    alone = Judged(blamed({"by": LAB})).blame("Tin Crow")
    case = blamed({"by": LAB}, {"by": POLICE, "stance": "denied"})
    denied = Judged(case).blame("Tin Crow")
    assert denied.confidence < alone.confidence
    assert (alone.status, denied.status) == (Status.UNVERIFIED, Status.DISPUTED)
    assert denied.credibility == 4
    assert next(line for line in denied.lines if line.points < 0).label.startswith("Harbour Police denies it")


def test_the_accused_denying_it_takes_less() -> None:
    case = blamed({"by": LAB}, {"by": speakers("Tin Crow"), "stance": "denied"})
    other = blamed({"by": LAB}, {"by": POLICE, "stance": "denied"})
    assert Judged(case).blame("Tin Crow").confidence > Judged(other).blame("Tin Crow").confidence


def test_what_is_only_denied_is_refuted_and_no_edge() -> None:
    judged = Judged(blamed({"by": POLICE, "stance": "denied"}))
    account = judged.blame("Tin Crow")
    assert (account.confidence, account.status, account.credibility) == (0, Status.REFUTED, 5)
    assert not judged.believed.propositions[account.proposition].is_edge


def test_not_knowing_counts_nothing_and_is_listed() -> None:
    plain = Judged(blamed({"by": LAB})).blame("Tin Crow")
    case = blamed({"by": LAB}, {"by": POLICE, "stance": "unknown"})
    account = Judged(case).blame("Tin Crow")
    assert account.confidence == plain.confidence
    assert "Harbour Police says that it is not known" in account.lines[-1].label


def test_copies_of_a_denial_take_once() -> None:
    deny = {"by": POLICE, "stance": "denied"}
    once = Judged(blamed({"by": LAB}, deny)).blame("Tin Crow")
    thrice = Judged(blamed({"by": LAB}, deny, {**deny, "publisher": "B"}, {**deny, "publisher": "C"})).blame("Tin Crow")
    assert once.confidence == thrice.confidence


# --- rivals


def rivals(*more: dict[str, Any], actors: tuple[Ref, Ref] = (group("Tin Crow"), group("Clay Owl"))) -> Case:
    case = Case()
    for actor, by, extra in zip(actors, (LAB, POLICE), more or ({}, {}), strict=True):
        case.report(f"{by[0].name}: Northmark was robbed by {actor.name}.").blame("Northmark", actor, by=by, **extra)
    return case


def against(case: Case, actor: str) -> list[str]:
    return [line.label for line in Judged(case).blame(actor).lines if line.kind == "against"]


def test_rivals_take_from_each_other_and_are_listed() -> None:
    case = rivals()
    alone = Judged(blamed({"by": LAB})).blame("Tin Crow")
    judged = Judged(case)
    assert judged.blame("Tin Crow").confidence < alone.confidence
    assert judged.blame("Tin Crow").status is Status.DISPUTED
    assert against(case, "Clay Owl")[0].startswith("Tin Crow is held responsible instead")


def test_a_weak_rival_disputes_nothing() -> None:
    case = rivals({}, {"stance": "hedged"})
    case.reports[1].claims[0] = (
        case.reports[1].claims[0].model_validate({**case.reports[1].claims[0].model_dump(), "speakers": NOBODY})
    )
    assert Judged(case).blame("Tin Crow").status is Status.UNVERIFIED
    assert Judged(case).blame("Clay Owl").status is Status.UNVERIFIED  # there is nothing that anybody stands for
    assert Judged(rivals({}, {"stance": "hedged"})).blame("Clay Owl").status is Status.DISPUTED


@pytest.mark.parametrize(
    "case",
    [
        rivals({}, {"capacity": "ransomware brand"}),
        rivals({"capacity": "operator"}, {"capacity": "access broker"}),
        rivals(actors=(group("Tin Crow"), Ref(name="Freedonia", type="Location"))),
        rivals(actors=(group("Tin Crow"), Ref(name="Ada Poe", type="Person"))),
    ],
)
def test_a_crew_its_brand_its_broker_its_state_and_its_member_are_no_rivals(case: Case) -> None:
    assert not against(case, "Tin Crow")


@pytest.mark.parametrize("relation", ["linked_to", "member_of", "overlaps_with"])
def test_actors_that_are_linked_are_no_rivals(relation: str) -> None:
    case = rivals()
    case.report("The two crews work together.").claim(group("Tin Crow"), relation, group("Clay Owl"))
    assert not against(case, "Tin Crow")


def test_a_link_that_is_only_denied_links_nobody() -> None:
    case = rivals()
    case.report("The two are no friends.").claim(group("Tin Crow"), "linked_to", group("Clay Owl"), stance="denied")
    assert against(case, "Tin Crow")


def test_attributions_of_other_incidents_are_no_rivals() -> None:
    case = blamed({"by": LAB})
    case.report("Greenbasket was robbed by Clay Owl.").blame("Greenbasket", group("Clay Owl"), by=POLICE)
    assert not against(case, "Tin Crow")


# --- fit


def retail_case(actor: Ref, **facts: str) -> Case:
    case = blamed({"by": LAB}, actor=actor.name)
    told = {"sector": "a chain of supermarkets", "country": "British", "method": "ransomware", **facts}
    case.reports[0].hit("Northmark", **told)
    return case


def fit_of(case: Case, actor: str, lists: Lookup = SMALL) -> dict[str, float]:
    account = Judged(case, lists).blame(actor)
    adds_up(account)
    return {line.label: line.points for line in account.lines if line.kind == "fit"}


def test_each_recorded_agreement_adds_with_its_record_and_all_together_are_capped() -> None:
    case = retail_case(group("Tin Crow"))
    case.reports[0].claim(incident("Northmark"), "uses", malware("CrowLock"))
    account = Judged(case, SMALL).blame("Tin Crow")
    fit = [line for line in account.lines if line.kind == "fit"]
    assert [line.record for line in fit] == ["list-a:groups/Tin Crow"] * 5
    assert sum(line.points for line in fit) > constants().fit.most
    plain = Judged(case).blame("Tin Crow")
    assert account.confidence - plain.confidence == constants().fit.most
    adds_up(account)


def test_absence_from_the_lists_counts_nothing() -> None:
    case = retail_case(group("Clay Owl"))
    assert fit_of(case, "Clay Owl") == {}
    assert Judged(case, SMALL).blame("Clay Owl").confidence == Judged(case).blame("Clay Owl").confidence


def test_a_recorded_contradiction_takes() -> None:
    points = fit_of(retail_case(group("Quiet Heron")), "Quiet Heron")
    assert min(points.values()) == constants().fit.contradiction
    assert any("espionage" in label and "no attack for ransom" in label for label in points)


def test_an_attack_that_is_not_for_ransom_contradicts_no_spy() -> None:
    points = fit_of(retail_case(group("Quiet Heron"), method="intrusion"), "Quiet Heron")
    assert min(points.values()) > 0


def test_an_ambiguous_name_gets_what_all_it_may_mean_would_get() -> None:
    points = fit_of(retail_case(group("Paper Moon")), "Paper Moon")
    assert list(points.values()) == [constants().fit.actor]


def test_a_disruption_of_a_company_is_enough_for_an_extortionist() -> None:
    case = blamed({"by": LAB})
    case.reports[0].hit("Northmark")
    without = sum(fit_of(case, "Tin Crow").values())
    case.reports[0].claim(org("Northmark"), "disrupted", service("web shop", "Northmark"))
    assert sum(fit_of(case, "Tin Crow").values()) == without + constants().fit.activity


def test_a_disruption_that_is_denied_fits_nothing() -> None:
    case = blamed({"by": LAB})
    case.reports[0].hit("Northmark")
    case.reports[0].claim(org("Northmark"), "disrupted", service("web shop", "Northmark"), stance="negated")
    assert list(fit_of(case, "Tin Crow").values()) == [constants().fit.actor]


@pytest.mark.parametrize("publisher", ["List A", "list-a:groups"])
def test_a_list_that_is_loaded_as_documents_is_no_fit_as_well(publisher: str) -> None:
    lists = SmallReference([record("list-a:groups", "Tin Crow", activities=("extortion",))])
    case = retail_case(group("Tin Crow"))
    assert fit_of(case, "Tin Crow", lists)
    case.report("Tin Crow uses CrowLock.", publisher).claim(group("Tin Crow"), "uses", malware("CrowLock"))
    assert not fit_of(case, "Tin Crow", lists)


def test_fit_lifts_nothing_that_nobody_claims() -> None:
    case = retail_case(group("Tin Crow"))
    case.reports[0].claims[0] = (
        case.reports[0].claims[0].model_validate({**case.reports[0].claims[0].model_dump(), "stance": "unknown"})
    )
    assert Judged(case, SMALL).blame("Tin Crow").confidence == 0


# --- analysts


def with_word(act: str, *more: str, by: str = "ana", at: str = "2025-07-01T00:00:00Z", case: Case | None = None) -> Case:
    made = case or blamed({"by": LAB})
    made.decisions.append(decision(act, Judged(made).id("attributed_to", "Tin Crow"), *more, by=by, at=at, why="seen"))
    return made


def test_confirm_and_dispute_are_obeyed_and_shown() -> None:
    plain = Judged(blamed({"by": LAB})).blame("Tin Crow")
    confirmed, disputed = (Judged(with_word(act)).blame("Tin Crow") for act in ("confirm", "dispute"))
    assert confirmed.confidence >= 90 > plain.confidence > disputed.confidence
    assert (confirmed.status, disputed.status) == (Status.CONFIRMED, Status.DISPUTED)
    assert (confirmed.credibility, disputed.credibility) == (1, 4)
    for account in (confirmed, disputed):
        assert account.lines[-1].kind == "decision"
        assert "ana on 2025-07-01: seen" in account.lines[-1].label
        adds_up(account)


def test_analysts_who_disagree_are_shown_as_disagreeing() -> None:
    case = with_word("dispute", by="bob", at="2025-07-02T00:00:00Z", case=with_word("confirm"))
    account = Judged(case).blame("Tin Crow")
    assert account.status is Status.DISPUTED
    assert account.confidence == Judged(blamed({"by": LAB})).blame("Tin Crow").confidence
    assert [line.label.split()[2] for line in account.lines if line.kind == "decision"] == ["ana", "bob"]


def test_of_one_analysts_words_the_latest_counts() -> None:
    case = with_word("dispute", at="2025-07-02T00:00:00Z", case=with_word("confirm"))
    assert [line.kind for line in Judged(case).blame("Tin Crow").lines].count("decision") == 1


def test_a_decision_follows_its_proposition_when_ids_change() -> None:
    case = blamed({"by": LAB})
    judged = Judged(case)
    proposition = judged.believed.propositions[judged.id("attributed_to", "Tin Crow")]
    case.decisions = [decision("confirm", proposition.id, proposition=proposition.model_dump(mode="json"))]
    case.report("Tin Crow is also called Ash Bird.").claim(group("Tin Crow"), "alias_of", group("Ash Bird"))
    later = Judged(case)
    assert proposition.id not in later.believed.propositions
    assert later.blame("Tin Crow").status is Status.CONFIRMED


def test_a_decision_on_nothing_that_is_here_is_reported() -> None:
    case = blamed({"by": LAB})
    case.decisions = [decision("confirm", "0000000000000000")]
    assert Judged(case).believed.orphaned == tuple(case.decisions)


def test_reliability_is_the_analysts_to_set() -> None:
    case = blamed({"publisher": "Rag", "by": NOBODY}, {"publisher": "Rag"})
    before = Judged(case).blame("Tin Crow").confidence
    case.decisions = [decision("reliability", "Rag", "E")]
    assert Judged(case).blame("Tin Crow").confidence < before
    case.decisions.append(decision("reliability", "Rag", "A", at="2025-07-09T00:00:00Z"))
    assert Judged(case).blame("Tin Crow").confidence > before


@pytest.mark.parametrize("by", ["id", "publisher"])
def test_what_is_withdrawn_counts_no_longer_and_is_shown(by: str) -> None:
    case = blamed({"publisher": "Rag", "by": LAB})
    document = case.reports[0].document
    case.decisions = [decision("withdraw", document.id if by == "id" else "Rag", why="retracted")]
    judged = Judged(case)
    account = judged.blame("Tin Crow")
    assert (account.confidence, account.status) == (0, Status.WITHDRAWN)
    assert "retracted" in account.lines[0].label
    assert not judged.believed.propositions[account.proposition].is_edge


def test_a_text_that_another_document_still_carries_is_not_withdrawn() -> None:
    case = blamed({"publisher": "Rag", "by": LAB, "text": "Tin Crow did it."})
    case.report("Tin Crow did it.", "Morning Post")
    case.decisions = [decision("withdraw", "Rag")]
    assert Judged(case).blame("Tin Crow").confidence > 0


def test_a_page_that_was_replaced_counts_as_its_last_version_says() -> None:
    case = Case()
    page = {"address": "https://post.example/1"}
    case.report("Tin Crow did it.", "Post", "2025-05-01", **page).blame("Northmark", group("Tin Crow"))
    case.report("Clay Owl did it.", "Post", "2025-05-02", **page).blame("Northmark", group("Clay Owl"))
    judged = Judged(case)
    assert judged.blame("Tin Crow").status is Status.WITHDRAWN
    assert judged.blame("Clay Owl").status is Status.UNVERIFIED
    assert not [line for line in judged.blame("Clay Owl").lines if line.kind == "against"]


# --- what stands for a proposition


def test_the_quote_and_the_speaker_are_those_of_the_strongest_statement() -> None:
    case = blamed({"by": NOBODY, "publisher": "Rag"}, {"by": LAB, "publisher": "Post", "published": "2025-05-03"})
    judged = Judged(case)
    proposition = judged.believed.propositions[judged.id("attributed_to", "Tin Crow")]
    assert proposition.speaker == "Lantern Labs"
    assert proposition.quote == case.reports[1].document.text
    assert proposition.origins == ("lanternlabs", "rag")
    assert (proposition.first_reported, proposition.last_reported) == ("2025-05-03", "2025-05-03")


def test_a_symmetric_relation_is_one_proposition_in_both_directions() -> None:
    case = Case()
    for a, b in (("Tin Crow", "Clay Owl"), ("Clay Owl", "Tin Crow")):
        case.report(f"{a} and {b} work together.", a).claim(group(a), "linked_to", group(b))
    (proposition,) = Judged(case).believed.propositions.values()
    assert len(proposition.claim_ids) == 2


def test_an_alias_within_one_entity_is_no_edge() -> None:
    case = Case()
    case.report("Tin Crow is also called Ash Bird.").claim(group("Tin Crow"), "alias_of", group("Ash Bird"))
    (proposition,) = Judged(case).believed.propositions.values()
    assert proposition.subject == proposition.object
    assert not proposition.is_edge


# --- constants


def test_a_wrong_constant_is_named_with_its_file_and_key() -> None:
    path = schema_path("confidence.yaml")
    data = read_yaml(path)
    data["caps"]["unnamed_alone"] = 129
    data["relations"]["affected"] = "gossip"
    with pytest.raises(SchemaError, match=r"schema/confidence\.yaml: caps\.unnamed_alone"):
        validated(Constants, data, path)
    data["caps"]["unnamed_alone"] = 29
    with pytest.raises(SchemaError, match="gossip"):
        validated(Constants, data, path)


def test_every_class_keeps_one_origin_below_all_and_nameless_ones_below_named() -> None:
    for kind in constants().classes.values():
        assert kind.one_origin < kind.all <= 100
        assert kind.speaker["unnamed"] < kind.speaker["author"] < kind.speaker["named"]
