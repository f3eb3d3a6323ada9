"""One attack, three names: what carries each, what lifts it, what takes it away.

On reports in our own words, and on the real ones beside the project where they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import worked_case
from conftest import CORPUS

import kg
from kg.errors import AmbiguousName, UnknownName
from kg.questions.compare import Attribution
from kg.workspace import Workspace

LACKS = ("no named speaker", "no second origin", "no recorded fit")


@dataclass(frozen=True)
class Story:
    """A ledger with the reports, and what they are called in it."""

    workspace: Workspace
    folder: Path
    victim: str
    rumour: str
    seed: str  # the text that names the rumour
    newsroom: str  # address of the publisher that repeats itself

    def of(self, actor: str) -> Attribution:
        (incident,) = (i for i in self.workspace.compare(self.victim).incidents if any(a.actor for a in i.attributions))
        return next(a for a in incident.attributions if a.actor and a.actor.name == actor)

    def tell(self, texts: dict[str, str]) -> None:
        """Load texts about this victim by this newsroom."""
        told = {
            name: text.replace(worked_case.VICTIM, self.victim).replace("https://wire-desk.example", self.newsroom)
            for name, text in texts.items()
        }
        report = self.workspace.load(worked_case.write(self.folder, told))
        assert report.new == len(texts)
        assert all(f.claims for f in report.loaded)


def _ours(folder: Path) -> Story:
    workspace = kg.open(folder / "kg.db")
    workspace.load(worked_case.write(folder / "texts", worked_case.NEWSROOM, worked_case.SEED))
    return Story(workspace, folder / "more", worked_case.VICTIM, worked_case.RUMOUR, "seed.txt", "https://wire-desk.example")


def _real(folder: Path) -> Story:
    if not CORPUS.is_dir():
        pytest.skip("no ../shared/corpus beside the project")
    workspace = kg.open(folder / "kg.db")
    texts = sorted([*(CORPUS / "news").glob("*.txt"), *(CORPUS / "seeds").glob("*.txt")])
    workspace.load(texts)
    (seed,) = (t.name for t in texts if "terrorist group Hamas" in t.read_text(encoding="utf-8"))
    return Story(workspace, folder / "more", "Marks & Spencer", "Hamas", seed, "https://www.bleepingcomputer.com")


@pytest.fixture(scope="module", params=[_ours, _real], ids=["ours", "real"])
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Story:
    return request.param(tmp_path_factory.mktemp("story"))  # type: ignore[no-any-return]


@pytest.fixture
def story(loaded: Story, tmp_path: Path) -> Story:
    """A story of its own for each test: the ledger is handed on as JSON Lines."""
    loaded.workspace.export("ledger", tmp_path / "story.jsonl")
    own = kg.open(tmp_path / "kg.db")
    own.load([tmp_path / "story.jsonl"])
    return Story(own, tmp_path / "more", loaded.victim, loaded.rumour, loaded.seed, loaded.newsroom)


def test_what_is_vouched_for_is_moderate_and_far_above_the_rumour(loaded: Story) -> None:
    crew, brand, rumour = map(loaded.of, (worked_case.CREW, worked_case.BRAND, loaded.rumour))
    assert (crew.band, brand.band) == ("moderate", "moderate")
    assert min(crew.confidence, brand.confidence) >= rumour.confidence + 30


def test_the_rumour_is_unverified_for_reasons(loaded: Story) -> None:
    rumour = loaded.of(loaded.rumour)
    assert rumour.confidence <= 15
    assert rumour.status == "unverified"
    assert rumour.lacks == LACKS
    assert not rumour.named_speakers


def test_explain_shows_what_carries_the_others(loaded: Story) -> None:
    """The newsroom's repeats are one origin; what the brand says of itself, wherever it says it, is one interested one."""
    crew, brand = (
        loaded.workspace.explain(loaded.victim, "attributed_to", a) for a in (worked_case.CREW, worked_case.BRAND)
    )
    own = [line for line in crew.lines if line.kind == "origin" and line.claims and line.claims[0].publisher]
    assert len(own) == 1
    assert sum(line.kind == "copy" and line.origin == own[0].origin and not line.points for line in crew.lines) >= 2
    claimed = [line for line in brand.lines if any(c.stance == "self-claimed" for c in line.claims)]
    assert [line.kind for line in claimed].count("origin") == 1
    assert {line.origin for line in claimed} == {claimed[0].origin}


def test_one_more_report_of_the_same_publisher_changes_nothing(story: Story) -> None:
    before = story.of(worked_case.CREW)
    story.tell(worked_case.SAME_PUBLISHER)
    after = story.of(worked_case.CREW)
    assert len(after.supporting) > len(before.supporting)
    assert (after.confidence, after.status, after.origins) == (before.confidence, before.status, before.origins)


def test_two_independent_named_voices_corroborate_and_lift(story: Story) -> None:
    before = story.of(worked_case.CREW)
    story.tell(worked_case.INDEPENDENT)
    after = story.of(worked_case.CREW)
    assert after.status == "corroborated"
    assert after.confidence > before.confidence
    assert after.origins == before.origins + 2


def test_reports_on_a_namesake_change_nothing_and_lead_nowhere(story: Story) -> None:
    """Hacktivists of the brand's name, and a report that does not say which it means: no path joins them to the victim."""
    namesake = f"{worked_case.BRAND} Malaysia"
    before = story.of(worked_case.BRAND)
    with pytest.raises(UnknownName):
        story.workspace.path(namesake, story.victim)
    story.tell(worked_case.NAMESAKE)
    assert not story.workspace.path(namesake, story.victim).paths
    assert story.workspace.path(namesake, "Indian Ministry of Ports").paths
    bare = next(s.other for s in story.workspace.show("Saint Brenda Hospital").said if s.relation == "affected")
    assert bare is not None
    assert not story.workspace.path(bare.id, story.victim).paths
    after = story.of(worked_case.BRAND)
    assert (after.confidence, after.status, after.origins) == (before.confidence, before.status, before.origins)
    with pytest.raises(AmbiguousName):
        story.workspace.show(worked_case.BRAND)


def test_a_withdrawn_text_takes_its_rumour_from_the_view_and_not_from_the_ledger(story: Story) -> None:
    claims = {r.claim for r in story.workspace.claims(about=story.rumour)}
    story.workspace.decide("withdraw", story.seed, why="no source", by="ana")
    view = story.workspace.view()
    assert story.rumour not in {name for _, name in view.graph.nodes(data="name")}
    with pytest.raises(StopIteration):
        story.of(story.rumour)
    assert not story.workspace.path(story.rumour, story.victim).paths
    assert {r.claim for r in story.workspace.claims(about=story.rumour)} == claims
    assert {r.status for r in story.workspace.claims(about=story.rumour)} == {"withdrawn"}


def test_the_order_rests_on_few_origins_and_that_is_said(loaded: Story) -> None:
    found = next(i for i in loaded.workspace.robust(loaded.victim).incidents if len(i.order) > 2)
    assert found.smallest
    for loss in found.losses:
        assert loss.swaps
        assert len(loss.origins) == len(found.losses[0].origins)
    confidence = {s.actor.name: s.confidence for s in found.order}
    for bearing in found.bearings:
        assert all(e.confidence - e.change == confidence[e.actor] for e in bearing.effects)
