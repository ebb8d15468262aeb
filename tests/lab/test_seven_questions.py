"""The seven questions that COI asks, asked in a browser and read as a person reads them, against ``compare``."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lab.chromium import CHROMIUM, IN_BROWSER, READY, sync_api
from lab.lab_process import lab_process

import diffusion_sim as ds
from diffusion_sim.country.places import Place
from diffusion_sim.lab.wording import LANGUAGES
from diffusion_sim.setup import build_setup
from diffusion_sim.simulation import simulate

pytestmark = IN_BROWSER
BASELINE = """
name = "baseline"
[problems]
fields = ["Eldercare", "Schools"]
per_field = 4
[time]
months = 60
burn_in_months = 60
"""
"""All 98 municipalities with a fifth of their problems, for five years."""
SCENARIOS = Path(__file__).parents[2] / "configs" / "scenarios"
REPLICATIONS = 12
PRIZE = {"prize.winners_per_year": 3, "prize.from_month": "2014-01"}
SMALL = 30_000
"""Inhabitants below which a municipality is small."""
FIRST = "What would 3 copycat prizes a year change?"
"""What the page begins with."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("configs")
    (folder / "baseline.toml").write_text(BASELINE, encoding="utf-8")
    (folder / "scenarios").mkdir()
    for name in ("copycat_prize", "knowledge_portal"):
        shutil.copy(SCENARIOS / f"{name}.toml", folder / "scenarios")
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator[Any]:
    start = folder / "scenarios" / "copycat_prize.toml"
    simulate(ds.load_scenario(start), 1)  # so that no test waits for the engine to be compiled
    with lab_process([str(start)]) as address, sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{address}/?replications={REPLICATIONS}")
        answered(page)
        page.asked = FIRST
        yield page
        browser.close()


def answered(page: Any, language: str = "en") -> str:
    """Wait for the last answer; return its sentence."""
    page.wait_for_timeout(150)  # until what was chosen has reached the server
    page.get_by_text(f"{REPLICATIONS} {READY[language]}").wait_for(timeout=120_000)
    return str(page.locator(".headline").inner_text())


def asked(page: Any, question: str) -> str:
    """Begin with a question of the list, unless it is the one that is answered; return the sentence of its answer."""
    before = answered(page)
    if question != page.asked:
        page.get_by_role("combobox", name="Begin with a question").select_option(question)
        sync_api.expect(page.locator(".headline")).not_to_have_text(before)
        page.asked = question
    return answered(page)


def card(page: Any, title: str) -> str:
    """Return one of the four answers."""
    return str(page.locator(".number").filter(has_text=title).inner_text())


def numbers(text: str) -> list[float]:
    return [float(one.replace(",", "").replace("−", "-")) for one in re.findall(r"[+−]?\d[\d,]*\.?\d*", text)]


@cache
def compared(folder: Path, policy: tuple[tuple[str, Any], ...], against: str = "") -> ds.Comparison:
    """Return what ``compare`` says of a policy against the baseline, or against the portal."""
    baseline = ds.load_scenario(folder / "baseline.toml")
    changed = baseline.with_changes({key: list(one) if isinstance(one, tuple) else one for key, one in policy})
    other = ds.load_scenario(folder / "scenarios" / f"{against}.toml") if against else baseline
    return ds.compare(other, changed, replications=REPLICATIONS)


def prize(**changes: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((PRIZE | {f"prize.{key}": one for key, one in changes.items()}).items())


def small_places(folder: Path) -> tuple[str, ...]:
    places: tuple[Place, ...] = build_setup(ds.load_scenario(folder / "baseline.toml")).places
    return tuple(str(place.code) for place in places if place.population is not None and place.population < SMALL)


def assert_agrees(sentence: str, comparison: ds.Comparison) -> None:
    """Compare the sentence's difference and interval, and whether it is more or fewer, with what ``compare`` says."""
    row = comparison.summary().set_index("measure").loc["implemented_per_year"]
    told = re.sub(r"^.*?:", "", sentence)  # what is compared has numbers in its name
    sign = -1.0 if " fewer solutions" in told else 1.0
    found = (sign * numbers(told)[0], *sorted(sign * end for end in interval_of(told)))
    assert found == pytest.approx((row["difference"], row["low"], row["high"]), rel=0.006, abs=0.006)


def interval_of(text: str) -> tuple[float, float]:
    found = re.search(r"95 % interval ([−\d.,]+) to ([−\d.,]+)[;)]", text)
    assert found is not None, text
    low, high = (float(one.replace(",", "").replace("−", "-")) for one in found.groups())
    return low, high


def test_what_would_three_prizes_a_year_do(page: Any, folder: Path) -> None:
    assert_agrees(asked(page, FIRST), compared(folder, prize()))


def test_what_would_ten(page: Any, folder: Path) -> None:
    assert_agrees(
        asked(page, "What would 10 copycat prizes a year change?"), compared(folder, prize(winners_per_year=10))
    )


def test_only_in_region_nordjylland(page: Any, folder: Path) -> None:
    only = compared(folder, prize(scope=("region:Nordjylland",)))
    assert_agrees(asked(page, "... 3 copycat prizes in Region Nordjylland only?"), only)


def test_only_in_small_municipalities(page: Any, folder: Path) -> None:
    assert 20 < len(small_places(folder)) < 60
    only = compared(folder, prize(scope=small_places(folder)))
    assert_agrees(asked(page, "... 3 copycat prizes in small municipalities only?"), only)


def test_from_when_is_it_seen(page: Any, folder: Path) -> None:
    asked(page, "What would 10 copycat prizes a year change?")
    told = card(page, "From when can it be seen?")
    months = []
    comparison = compared(folder, prize(winners_per_year=10))
    for lead in (implemented(comparison.others[0]) - implemented(comparison.baseline)).cumsum(axis=1):
        behind = np.flatnonzero(lead <= 0)
        months.append(behind[-1] + 1 if len(behind) and behind[-1] < len(lead) - 1 else (np.inf if len(behind) else 0))
    middle = sorted(months)[(len(months) - 1) // 2]
    assert ("Not before" in told) == np.isinf(middle)
    if np.isfinite(middle):
        assert f"{middle:g} months after January 2014" in told


def implemented(result: ds.Result) -> Any:
    """Return (replication, month): what all municipalities implemented."""
    modes = [f"implemented_{mode}" for mode in ("copy", "adapt", "inspired", "own")]
    return result.monthly.set_index(["replication", "month"])[modes].sum(axis=1).unstack("month").to_numpy()


def test_what_does_one_more_cost(page: Any, folder: Path) -> None:
    asked(page, "What would 10 copycat prizes a year change?")
    told = card(page, "What does one more cost?")
    summary = compared(folder, prize(winners_per_year=10)).summary().set_index("measure")
    years = 5
    each = summary.loc["cost_million_dkk", "difference"] / years / summary.loc["implemented_per_year", "difference"]
    assert any(abs(number - each) < 0.01 * abs(each) for number in numbers(told)), (told, each)


def test_who_gains_and_what_is_displaced(page: Any, folder: Path) -> None:
    asked(page, "What would 10 copycat prizes a year change?")
    summary = compared(folder, prize(winners_per_year=10)).summary().set_index("measure")
    told = card(page, "What does it displace?")
    own = summary.loc["implemented_own_per_year", "difference"]
    assert any(abs(number - own) < 0.006 + 0.006 * abs(own) for number in numbers(told)), (told, own)
    gains = page.locator("h2", has_text="Who gains?").locator("xpath=..").inner_text()
    for group in ("Nordjylland", "Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland"):
        assert group in gains


def test_prize_against_portal_at_equal_cost(page: Any, folder: Path) -> None:
    label = page.get_by_role("combobox", name="Begin with a question").locator("option").filter(has_text="same money")
    question = label.inner_text()
    portal = ds.load_scenario(folder / "scenarios" / "knowledge_portal.toml")
    number = int(numbers(question)[0])
    assert number * portal.prize.amount_dkk == pytest.approx(12 * portal.portal.running_dkk_per_month, rel=0.05)
    assert_agrees(asked(page, question), compared(folder, prize(winners_per_year=number), "knowledge_portal"))


@pytest.mark.parametrize(
    ("language", "label"),
    [pytest.param("en", "Note, 2 pages (HTML)", marks=pytest.mark.rare), ("da", "Notat, 2 sider (HTML)")],
)
def test_the_note_says_the_same_and_prints_on_two_pages(page: Any, language: str, label: str, tmp_path: Path) -> None:
    page.goto(
        f"{page.url.split('?')[0]}?replications={REPLICATIONS}&lang={language}&prize.winners_per_year=10&place=740"
    )
    sentence = answered(page, language)
    page.get_by_role("button", name=LANGUAGES[language]["made_of_button"]).click()
    page.locator("table.parts").wait_for()
    with page.expect_download(timeout=120_000) as waiting:
        page.get_by_role("link", name=label).or_(page.get_by_role("button", name=label)).first.click()
    waiting.value.save_as(tmp_path / "note.html")
    note = page.context.new_page()
    note.goto((tmp_path / "note.html").as_uri())
    assert note.locator(".answer").inner_text() == sentence
    assert note.locator(".number").count() == 4
    assert note.locator("table.parts tbody tr").count() == 4
    assert "Silkeborg (740" in note.locator("body").inner_text()
    printed = note.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
    note.close()
