"""Pages in a real browser: opened from disk without a network, looked at, clicked, filtered; text of reports stays text."""

from __future__ import annotations

import base64
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hand_ledger
import pytest
from claims_by_hand import group, incident, speakers
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.ledger import Ledger
from kg.view.part import Selection
from tools.browser import NEEDS, browser, resize

HOSTILE = "<script>document.title='taken'</script>"
BREAKING = "</script><!-- \u2028Crow\u202e \x07&amp;"
LINKED = "The attack on Northmark Stores has been linked to the group Paper Moon."


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    """One browser for all tests of pages. Skipped only where there is none and CI is not set."""
    missing = [name for name in NEEDS if shutil.which(name) is None]
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no browser: sudo apt-get install chromium chromium-driver")
    with browser() as driver:
        yield driver


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> kg.workspace.Workspace:
    """The affair of `hand_ledger`, and a report whose names are made to break pages."""
    path = hand_ledger.write(tmp_path_factory.mktemp("pages") / "kg.db")
    case = hand_ledger.case()
    text = f"Ferrymill plc was hit by {HOSTILE} and by {BREAKING}, <b onclick=alert(1)>sources</b> say."
    report = case.report(text, "evil-wire.example", "2025-06-01", title="<img src=x onerror=alert(1)>")
    report.blame("Ferrymill plc", group(HOSTILE), when="2025-03", by=speakers("(<i>sources</i>)"), stance="hedged")
    report.claim(incident("Ferrymill plc", "2025-03"), "attributed_to", group(BREAKING))
    with Ledger(path) as ledger:
        ledger.add(report.document, None, [report.reading])
    return kg.open(path)


@pytest.fixture(scope="module")
def page(workspace: kg.workspace.Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    workspace.export("html", path)
    return path


def opened(driver: Any, page: Path) -> Any:
    """The page, opened anew and drawn; nothing may stand in the console, nothing may have been asked of a network."""
    resize(driver, 1400, 850)
    driver.get("about:blank")
    driver.get_log("performance")
    driver.get(page.as_uri())
    drawn(driver)
    assert driver.get_log("browser") == []
    asked = {m["params"]["request"]["url"] for m in messages(driver) if m["method"] == "Network.requestWillBeSent"}
    assert asked == {page.as_uri()}
    return driver


def messages(driver: Any) -> list[dict[str, Any]]:
    return [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]


def drawn(driver: Any) -> None:
    """Wait until what was asked for has been drawn."""
    driver.execute_async_script("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))")


def link_to(driver: Any, name: str, relation: str = "attributed_to") -> str:
    return str(
        driver.execute_script(
            "return picture.links.find((l) => l.b.name.includes(arguments[0]) && l.relation === arguments[1]).id",
            name,
            relation,
        )
    )


def click(driver: Any, id_: str) -> str:
    """Click where a thing or link is drawn; what the card then says."""
    from selenium.webdriver.common.action_chains import ActionChains

    canvas = driver.find_element("id", "picture")
    x, y = driver.execute_script("return picture.place(arguments[0])", id_)
    size = canvas.size
    ActionChains(driver).move_to_element_with_offset(canvas, x - size["width"] / 2, y - size["height"] / 2).click().perform()
    drawn(driver)
    return card(driver)


def card(driver: Any) -> str:
    return str(driver.find_element("id", "card").text)


def shown(driver: Any) -> set[str]:
    """Sentences of the list that can be seen."""
    return set(
        driver.execute_script(
            "return [...document.querySelectorAll('.said:not([hidden]) summary bdi')].map((b) => b.textContent)"
        )
    )


def set_to(driver: Any, id_: str, value: object) -> None:
    """Move a control as a reader does: its value, then the event."""
    driver.execute_script(
        "const c = document.getElementById(arguments[0]); c.value = arguments[1];"
        "c.dispatchEvent(new Event('input', {bubbles: true}))", id_, str(value)
    )  # fmt: skip
    drawn(driver)


def untick(driver: Any, id_: str, *values: str) -> None:
    for value in values:
        driver.execute_script(
            "document.querySelector(`#${arguments[0]} input[value='${arguments[1]}']`).click()", id_, value
        )
    drawn(driver)


def test_a_page_of_nothing_opens(driver: Any, workspace: kg.workspace.Workspace, tmp_path: Path) -> None:
    workspace.export("html", tmp_path / "empty.html", Selection(min_confidence=100), without=("evil-wire.example",))
    opened(driver, tmp_path / "empty.html")
    head = driver.find_element("tag name", "header").text
    assert "0 things and 0 links" in head and "confidence 100 and above" in head and "Without evil-wire.example." in head


def test_what_is_said_of_one_thing_alone_is_listed(driver: Any, tmp_path: Path) -> None:
    case = hand_ledger.case()
    theft = case.report("Data was stolen from Ferrymill plc.", "evening-post.example", "2025-04-03")
    theft.claim(incident("Ferrymill plc", "2025-03"), "stolen", quote="Data was stolen from Ferrymill plc.")
    with Ledger(hand_ledger.write(tmp_path / "kg.db")) as ledger:
        ledger.add(theft.document, None, [theft.reading])
    kg.open(tmp_path / "kg.db").export("html", tmp_path / "page.html")
    opened(driver, tmp_path / "page.html")
    assert any("stolen" in sentence for sentence in shown(driver))
    set_to(driver, "least", 100)
    assert not shown(driver)


def test_it_opens_from_disk_and_draws(driver: Any, page: Path) -> None:
    opened(driver, page)
    ink = driver.execute_script(
        "const c = picture.canvas, d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 40; return n / (d.length / 4)"
    )
    assert 0.01 < ink < 0.5
    assert driver.execute_script("return document.getElementById('shown').textContent").startswith("12 of 12 links")


def test_its_policy_forbids_the_network_and_foreign_scripts(driver: Any, page: Path) -> None:
    opened(driver, page)
    fetched = driver.execute_async_script(
        "const done = arguments[0]; addEventListener('securitypolicyviolation', (e) => done(e.effectiveDirective));"
        "fetch('http://127.0.0.1:9/').catch(() => {})"
    )
    assert fetched == "connect-src"
    ran = driver.execute_async_script(
        "const done = arguments[0];"
        "addEventListener('securitypolicyviolation', (e) => done([e.effectiveDirective, window.ran ?? 'not run']));"
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)"
    )
    assert ran == ["script-src-elem", "not run"]
    driver.get_log("browser")


def test_a_click_on_a_link_shows_the_words_and_that_nobody_is_named(driver: Any, page: Path) -> None:
    opened(driver, page)
    said = click(driver, f"p-{link_to(driver, 'Paper Moon')}")
    assert said.startswith("Close\nattack on Northmark Stores is attributed to Paper Moon")
    assert LINKED in said
    assert "said by no named speaker (has been linked to) · hedged · origin 1" in said
    assert "Paper Moon denies that it attacked Northmark Stores." in said
    assert "Why low: disputed · no named speaker" in said
    assert driver.current_url.endswith(f"#p-{link_to(driver, 'Paper Moon')}")


def test_a_click_on_a_thing_shows_its_names_and_links(driver: Any, page: Path) -> None:
    opened(driver, page)
    victim = driver.execute_script("return picture.nodes.find((n) => n.name === 'Northmark Stores').id")
    said = click(driver, f"n-{victim}")
    assert "Northmark Stores\nOrganization · victim" in said
    assert "also called\nNorthmark" in said
    driver.find_element("css selector", ".related button").click()
    assert "How the confidence comes about".upper() in card(driver).upper()
    driver.find_element("css selector", ".close").click()
    assert card(driver) == ""


def test_text_of_reports_stays_text(driver: Any, page: Path) -> None:
    opened(driver, page)
    assert driver.title == "Who is said to have done what"
    assert driver.execute_script("return document.scripts.length") == 3
    assert driver.execute_script("return document.querySelectorAll('img, b[onclick], aside script, #card i').length") == 0
    said = click(driver, f"p-{link_to(driver, HOSTILE)}")
    assert HOSTILE in said and "<b onclick=alert(1)>sources</b> say" in said and "<i>sources</i>" in said
    name = driver.execute_script(
        "return picture.nodes.find((n) => n.name.includes('Crow') && n.name.includes('&amp;')).name"
    )
    assert name == "</script><!-- Crow\\u202e \\u0007&amp;"
    assert driver.get_log("browser") == []


def test_filters_hide_links_from_picture_and_list(driver: Any, page: Path) -> None:
    opened(driver, page)
    everything = shown(driver)
    set_to(driver, "least", 70)
    strong = shown(driver)
    assert strong and strong < everything and "attack on Northmark Stores is attributed to Paper Moon" not in strong
    assert driver.execute_script("return picture.links.filter((l) => l.seen).every((l) => l.confidence >= 70)")
    driver.find_element("css selector", "button[type=reset]").click()
    drawn(driver)
    assert shown(driver) == everything
    untick(driver, "relation", "attributed_to", "uses")
    assert not any("attributed" in sentence or "uses" in sentence for sentence in shown(driver))
    headings = {
        heading.text.lower() for heading in driver.find_elements("css selector", "#said h3") if heading.is_displayed()
    }
    assert "investigates" in headings and not headings & {"attributed to", "uses"}
    untick(driver, "relation", "attributed_to", "uses")
    statuses = driver.execute_script("return picture.data.statuses")
    assert "disputed" in statuses
    untick(driver, "status", *(s for s in statuses if s != "disputed"))
    assert driver.execute_script("return picture.links.filter((l) => l.seen).every((l) => l.disputed)")
    assert "attack on Northmark Stores is attributed to Paper Moon" in shown(driver)
    driver.find_element("css selector", "button[type=reset]").click()
    drawn(driver)
    set_to(driver, "until", 0)
    assert (
        driver.execute_script("return document.querySelector('output[for=until]').textContent") == "2025-03-01, or undated"
    )
    assert "Tin Crow uses Rustfall" in shown(driver) and "Data Protection Office investigates Ferrymill plc" not in shown(
        driver
    )


def test_a_name_is_found_and_gone_to(driver: Any, page: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    opened(driver, page)
    field = driver.find_element("id", "find")
    field.send_keys("tin c")
    assert driver.find_element("id", "found").text == "1 found, Enter goes to the next"
    field.send_keys(Keys.ENTER)
    assert "Tin Crow\nThreatGroup" in card(driver)


def test_keys_go_from_thing_to_thing_and_through_links(driver: Any, page: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    opened(driver, page)
    canvas = driver.find_element("id", "picture")
    canvas.send_keys(Keys.ARROW_RIGHT)
    first = card(driver)
    assert first
    canvas.send_keys(Keys.ARROW_LEFT)
    assert card(driver) not in ("", first)
    canvas.send_keys("l")
    assert "WHO SAYS SO" in card(driver)
    scale = driver.execute_script("return picture.scale")
    canvas.send_keys("+")
    assert driver.execute_script("return picture.scale") > scale
    canvas.send_keys(Keys.ESCAPE)
    assert card(driver) == ""


def test_it_is_moved_and_zoomed(driver: Any, page: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.actions.wheel_input import ScrollOrigin

    opened(driver, page)
    canvas = driver.find_element("id", "picture")
    before = driver.execute_script("return [picture.left, picture.scale]")
    ActionChains(driver).move_to_element_with_offset(canvas, 0, 200).click_and_hold().move_by_offset(
        60, 0
    ).release().perform()
    ActionChains(driver).scroll_from_origin(ScrollOrigin.from_element(canvas), 0, -200).perform()
    drawn(driver)
    after = driver.execute_script("return [picture.left, picture.scale]")
    assert after[1] > before[1] and after[0] != before[0]
    driver.find_element("id", "fit").click()
    assert driver.execute_script("return [picture.left, picture.scale]") == before


def test_an_address_opens_what_it_names(driver: Any, page: Path) -> None:
    opened(driver, page)
    id_ = link_to(driver, "Tin Crow")
    driver.get("about:blank")
    driver.get(f"{page.as_uri()}#p-{id_}")
    drawn(driver)
    assert "is attributed to Tin Crow" in card(driver)
    driver.execute_script("location.hash = 'legend'")
    drawn(driver)
    assert card(driver) == ""
    assert driver.get_log("browser") == []


def test_it_is_dark_where_the_reader_wants_it(driver: Any, page: Path) -> None:
    opened(driver, page)
    paper = "return getComputedStyle(document.documentElement).backgroundColor"
    light = driver.execute_script(paper)
    driver.find_element("id", "theme").click()
    assert driver.execute_script(paper) != light
    assert driver.find_element("id", "theme").text == "Light"


def test_it_fits_a_narrow_screen(driver: Any, page: Path) -> None:
    opened(driver, page)
    resize(driver, 400, 800)
    drawn(driver)
    assert driver.execute_script("return document.documentElement.scrollWidth") <= 400
    said = click(driver, f"p-{link_to(driver, 'Paper Moon')}")
    assert LINKED in said
    top, bottom = driver.execute_script(
        "return [document.querySelector('figure').getBoundingClientRect().bottom,"
        " document.getElementById('card').getBoundingClientRect().top]"
    )
    assert bottom >= top - 1, "the card stands below the picture, not behind it"


def test_it_prints_with_every_claim(driver: Any, page: Path) -> None:
    opened(driver, page)
    seen = "addEventListener('beforeprint', () => { window.open_ = document.querySelectorAll('.said[open]').length })"
    driver.execute_script(seen)
    pdf = base64.b64decode(driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert pdf.startswith(b"%PDF") and len(pdf) > 20_000
    entries = driver.execute_script("return document.querySelectorAll('.said').length")
    assert driver.execute_script("return window.open_") == entries
    assert driver.execute_script("return document.querySelectorAll('.said[open]').length") == 0


def test_without_scripts_the_list_holds_everything(driver: Any, page: Path) -> None:
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        driver.get(page.as_uri())
        assert "The list holds all that it shows" in driver.find_element("tag name", "noscript").text
        entry = next(e for e in driver.find_elements("class name", "said") if "Paper Moon" in e.text)
        entry.find_element("tag name", "summary").click()
        assert LINKED in entry.text
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_the_seed_reports_show_who_is_linked_and_that_nobody_vouches(driver: Any, corpus: Path, tmp_path: Path) -> None:
    workspace = kg.open(tmp_path / "seeds.db")
    workspace.load([corpus / "seeds"])
    workspace.export("html", tmp_path / "seeds.html")
    opened(driver, tmp_path / "seeds.html")
    for name in ("Scattered Spider", "DragonForce", "Hamas"):
        assert driver.execute_script("return picture.links.some((l) => l.b.name === arguments[0] && l.claimed)", name)
    said = click(driver, f"p-{link_to(driver, 'Hamas')}")
    assert "Furthermore, the cyberattack on M&S has been linked to the terrorist group Hamas." in said
    assert "Why low: no named speaker · one origin · only ever hedged" in said
    assert "said by no named speaker (has been linked to)" in said


def answered(workspace: kg.workspace.Workspace, folder: Path, *arguments: str) -> Path:
    """The page that a command writes beside its answer."""
    path = folder / "answer.html"
    result = CliRunner().invoke(main, [*arguments, "--html", str(path), "--ledger", str(workspace.path_to_ledger)])
    assert result.exit_code == 0, result.stderr
    assert result.stdout
    assert result.stderr.endswith(f"page written to {path}\n")
    return path


def still(driver: Any, page: Path) -> str:
    """A page without a picture to wait for, opened; its text."""
    driver.get("about:blank")
    driver.get_log("performance")
    driver.get(page.as_uri())
    assert driver.get_log("browser") == []
    asked = {m["params"]["request"]["url"] for m in messages(driver) if m["method"] == "Network.requestWillBeSent"}
    assert asked == {page.as_uri()}
    assert driver.execute_script("return document.querySelectorAll('main script:not(:last-child), img').length") == 0
    return str(driver.find_element("tag name", "main").text)


def test_a_path_is_a_strip_with_its_evidence(driver: Any, workspace: kg.workspace.Workspace, tmp_path: Path) -> None:
    text = still(driver, answered(workspace, tmp_path, "path", "Paper Moon", "Northmark"))
    assert "1. attribution path" in text
    assert "1 of 2 steps only claimed" in text
    assert LINKED in text
    assert "said by no named speaker (has been linked to)" in text
    steps = driver.find_elements("css selector", "article:first-of-type .strip .step path")
    assert [step.get_attribute("stroke-dasharray") for step in steps] == ["7 5", None]
    driver.find_element("css selector", "details.said").click()
    assert "HOW THE CONFIDENCE COMES ABOUT" in driver.find_element("tag name", "main").text


def test_attributions_are_bars_that_add_up(driver: Any, workspace: kg.workspace.Workspace, tmp_path: Path) -> None:
    text = still(driver, answered(workspace, tmp_path, "compare", "Northmark"))
    assert "Tin Crow" in text and "Paper Moon" in text and "nobody by name" in text
    told = {a.proposition: a.confidence for i in workspace.compare("Northmark").incidents for a in i.attributions}
    sums = driver.execute_script(
        "return [...document.querySelectorAll('svg.bar')].map((bar) => [...bar.querySelectorAll('rect')].reduce("
        "(sum, r) => sum + r.width.baseVal.value * (r.x.baseVal.value < 0 ? -1 : 1), 0))"
    )
    assert len(sums) == len(told)
    assert all(abs(a - b) < 1 for a, b in zip(sums, told.values(), strict=True))


def test_a_timeline_has_a_line_for_each_origin(driver: Any, workspace: kg.workspace.Workspace, tmp_path: Path) -> None:
    text = still(driver, answered(workspace, tmp_path, "timeline", "Tin Crow"))
    lanes = workspace.timeline("Tin Crow").lanes
    assert len(driver.find_elements("css selector", "svg .lane")) == len(lanes) == 2
    marks = driver.find_elements("css selector", "svg.timeline a.mark")
    assert len(marks) == sum(len(lane.spoken) for lane in lanes)
    assert "Lantern Labs" in text
    marks[0].click()
    assert driver.find_element("css selector", "details.said[open] blockquote").is_displayed()


def test_names_that_are_code_stay_text_in_answers(driver: Any, workspace: kg.workspace.Workspace, tmp_path: Path) -> None:
    for arguments in (("path", HOSTILE, "Ferrymill plc"), ("compare", "Ferrymill plc"), ("timeline", HOSTILE)):
        assert HOSTILE in still(driver, answered(workspace, tmp_path, *arguments)) + driver.title
        assert driver.title != "taken"
