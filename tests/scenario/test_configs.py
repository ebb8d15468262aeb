"""The scenario files that come with the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from diffusion_sim.scenario import Scenario, load_scenario
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.scenario.parameters import to_commented_toml
from diffusion_sim.scenario.scenario import baseline
from diffusion_sim.scenario.values import month_number

CONFIGS = Path(__file__).parents[2] / "configs"
POLICIES = sorted((CONFIGS / "scenarios").glob("*.toml"))
BASELINE = CONFIGS / "baseline.toml"
OTHER_COUNTRIES = {
    "plentiful_and_alike", "equal_sizes", "strong_nih", "danish_evidence", "all_mechanisms", "unlimited_money",
}  # fmt: skip
"""Scenarios that differ from the start, and not by a policy from the first reported month on."""
REGENERATE = "python docs/build.py"


def test_the_baseline_file_says_what_the_package_declares() -> None:
    assert BASELINE.read_text(encoding="utf-8") == to_commented_toml(baseline()), f"regenerate: {REGENERATE}"


def test_the_baseline_file_loads_as_the_baseline() -> None:
    assert load_scenario(BASELINE) == baseline()


def test_the_baseline_file_names_every_parameter_with_its_meaning_and_source() -> None:
    text = BASELINE.read_text(encoding="utf-8")
    flat = " ".join(line.removeprefix("#").strip() for line in text.splitlines())
    for one in declarations().values():
        assert f"\n{one.name} = " in text
        assert " ".join(one.meaning.split()) in flat
        assert " ".join(one.source.split()) in flat


def test_the_comments_can_be_read_without_scrolling_sideways() -> None:
    lines = BASELINE.read_text(encoding="utf-8").splitlines()
    assert max(len(line) for line in lines if line.startswith("#")) <= 100


def test_the_policies_asked_for_are_there() -> None:
    assert {path.stem for path in POLICIES} >= {
        "no_prize",
        "copycat_prize",
        "silkeborg_prize",
        "hard_cliff",
        "tapered_grants",
        "implementation_tail",
        "knowledge_portal",
        "strong_nih",
    }


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_each_policy_is_a_named_and_described_difference_to_the_baseline(path: Path) -> None:
    scenario = load_scenario(path)
    assert scenario.name == path.stem
    assert scenario.description
    assert 'extends = "../baseline.toml"' in path.read_text(encoding="utf-8")
    assert (scenario.identity() == baseline().identity()) == (path.stem == "no_prize")


@pytest.mark.parametrize(
    "path",
    [CONFIGS / "report_country.toml", *sorted((CONFIGS / "decision_rules").glob("*.toml"))],
    ids=lambda path: path.stem,
)
def test_other_countries_that_were_fitted_are_named_and_described_and_have_no_policy(path: Path) -> None:
    scenario = load_scenario(path)
    assert scenario.name == path.stem
    assert scenario.description
    assert scenario.prize.winners_per_year == 0
    assert not scenario.interventions


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_policies_share_the_replication_until_the_first_reported_month(path: Path) -> None:
    scenario = load_scenario(path)
    starts = [
        change.from_month for change in (*scenario.interventions, *scenario.organisations, *scenario.partnerships)
    ]
    starts += [scenario.prize.from_month] if scenario.prize.winners_per_year else []
    assert all(month_number(start) >= month_number(scenario.time.first_month) for start in starts)
    unchanged = scenario.with_changes(
        {"interventions": [], "organisations": [], "partnerships": [], "prize": Scenario().prize}
    )
    assert (unchanged.identity() == baseline().identity()) == (path.stem not in OTHER_COUNTRIES)
