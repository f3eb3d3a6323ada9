"""The reader's confidence: what lowers it, and that fitting it to judged drafts finds what was put in."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document
from kg.reading import Reader
from kg.reading.confidence import Calibration, extraction_confidence, is_technical, traits
from kg.vocabulary import load_schema, vocabulary
from tools import calibrate_reading
from tools.reading_scores.fitting import Judged, calibration_error, chance_error, fit, foretold, leaving_one_out, ranking


@pytest.fixture(scope="module")
def drafts() -> list:
    text = "Hexley Foods was hit by a ransomware attack. The company confirmed that customer data was stolen."
    return Reader().drafts(Document(text=text))[0]


def test_the_shipped_weights_name_relations_of_the_schema() -> None:
    weights = load_schema(Calibration, "reading", "calibration.yaml")
    assert set(weights.relations) <= set(vocabulary().relations)
    assert {rule.partition(": ")[0] for rule in weights.rules} <= set(vocabulary().relations)


def test_a_draft_about_something_named_only_before_is_marked(drafts: list) -> None:
    named = next(d for d in drafts if d.relation == "affected" and d.tree.index == 0)
    referred = [d for d in drafts if d.tree.index > 0]
    assert "reference" not in set(traits(named))
    assert referred and all("reference" in set(traits(d)) for d in referred)
    assert all(0 < extraction_confidence(d) < 1 for d in drafts)


ANALYSIS = "The loader drops stage2.dll and decodes its payload. Figure 3 shows the C2 traffic to 203.0.113.7. " * 4


def test_a_technical_analysis_is_told_from_a_story(drafts: list) -> None:
    story = "Hexley Foods said on Monday that its shops are open. The attack was found by its staff. " * 20
    assert is_technical(ANALYSIS) and not is_technical(story)
    assert not is_technical(story + "The macro was found later.")
    assert {"technical"} <= set(traits(drafts[0], ANALYSIS)) and "technical" not in set(traits(drafts[0], story))


def test_what_a_text_is_takes_no_longer_than_the_text() -> None:
    for hostile in ("a-" * 500_000, "figure " * 150_000, "0" * 1_000_000, "T123 " * 200_000, "1.2.3." * 170_000):
        started = time.process_time()
        is_technical(hostile)
        assert time.process_time() - started < 2


def made(doc: int, rule: str, right: bool, *, developed: bool = False, traits: tuple[str, ...] = ()) -> Judged:
    return Judged(f"doc{doc}", "news", "uses", rule, traits, right, developed)


def test_a_bad_rule_gets_less_and_a_rule_of_few_claims_little_of_its_own() -> None:
    data = [made(n % 7, "good", n % 20 != 0) for n in range(100)] + [made(n % 7, "bad", n % 2 == 0) for n in range(40)]
    data += [made(1, "rare", False)]
    weights = fit(data, ridge=1)
    good, bad, rare = (weights.probability("uses", rule, ()) for rule in ("good", "bad", "rare"))
    assert bad < rare < good
    assert good == pytest.approx(0.95, abs=0.03) and bad == pytest.approx(0.5, abs=0.06)


def test_a_trait_that_goes_with_mistakes_lowers() -> None:
    data = [made(n % 5, "r", n % 10 != 0) for n in range(80)]
    data += [made(n % 5, "r", n % 2 == 0, traits=("reference",)) for n in range(40)]
    assert fit(data, ridge=1).traits["reference"] < -0.5


def test_reports_developed_on_do_not_flatter() -> None:
    data = [made(n % 5, "r", True, developed=True) for n in range(80)] + [
        made(5 + n % 5, "r", n % 4 != 0) for n in range(80)
    ]
    assert fit(data, ridge=0.5).probability("uses", "r", ()) < 0.85


def test_no_report_is_foretold_by_weights_fitted_to_it() -> None:
    data = [made(n % 4, "r", True) for n in range(40)] + [made(9, "r", False) for _ in range(10)]
    alone = [f.probability for f in leaving_one_out(data, ridge=1) if f.judged.doc == "doc9"]
    assert len(alone) == 10 and min(alone) > 0.9


def test_few_claims_show_an_error_by_chance() -> None:
    few, many = (
        [*foretold(fit(data, ridge=1), data)]
        for data in ([made(n % 5, "r", n % 5 > 0) for n in range(k)] for k in (20, 500))
    )
    assert 0 < chance_error(many) < chance_error(few) < 0.25


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from("abc"), st.booleans(), st.booleans()), min_size=2, max_size=40))
def test_probabilities_and_figures_stay_in_their_bounds(rows: list[tuple[int, str, bool, bool]]) -> None:
    data = [made(doc, rule, right, developed=developed) for doc, rule, right, developed in rows]
    told = foretold(fit(data, ridge=1), data)
    assert all(0 <= f.probability <= 1 for f in told)
    assert 0 <= calibration_error(told) <= 1 and 0 <= ranking(told) <= 1


def test_without_a_corpus_it_says_where_it_looked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert calibrate_reading.main(["--corpus", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err
