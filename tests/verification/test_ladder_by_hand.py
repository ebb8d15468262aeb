"""What can be derived by hand about each rung of the ladder is what comes out.

Random results are compared within four standard errors, or by a chi-square test at level 0.001.
"""

from __future__ import annotations

import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

import diffusion_sim as ds
from diffusion_sim.setup import build_setup
from diffusion_sim.verification import chain, dotted

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "docs"))
import ladder_by_hand as ladder  # noqa: E402 - they are no part of the package
from build_ladder import users_by_month  # noqa: E402

ERRORS, LEVEL = 4.0, 1e-3
SMALL = tuple(ladder.ADDED)


# ------------------------------------------------------------------ rungs 0 and 1: Bass


RUNS = 200


@cache
def good_users(name: str, **changes: Any) -> np.ndarray:
    scenario = ladder.rung(name).with_changes(dotted(changes))
    result = ds.simulate(scenario, replications=RUNS, seed=3, workers=1)
    return users_by_month(result, ladder.GOOD, scenario.time.months)


def errors(counts: np.ndarray, expected: np.ndarray, months: tuple[int, ...] = (24, 60, 96, 120)) -> list[float]:
    """Return how many standard errors the means lie from what is expected, at some months."""
    return [float((counts[:, m].mean() - expected[m]) / (counts[:, m].std(ddof=1) / RUNS**0.5)) for m in months]


def test_rung_0_follows_the_exact_mean_of_bass() -> None:
    exact = ladder.bass_users(ladder.rung("0_bass"))
    assert max(map(abs, errors(good_users("0_bass"), exact))) < ERRORS
    planted = ladder.bass_users(ladder.rung("0_bass").with_changes({"awareness.contact_per_month": 0.9 * 0.031667}))
    assert max(map(abs, errors(good_users("0_bass"), planted))) > ERRORS


def test_the_closed_form_is_where_the_exact_mean_goes_with_many_places_and_short_steps() -> None:
    """Half the steps and twice the places halve the distance; 98 places in months lie within three of a hundred."""
    p, q = 0.03, 0.38

    def distance(size: int, step: float) -> float:
        law = chain(size, 0, lambda n: 1.0 - np.exp(-step * (p + q * n / (size - 1))), round(8 / step))
        return float(abs(law[-1] @ np.arange(size + 1) / size - ladder.bass_share(p, q, 8.0)))

    assert distance(98, 1 / 12) < 0.03
    assert distance(196, 1 / 24) < 0.55 * distance(98, 1 / 12)


def test_ties_leave_the_first_growth_and_slow_what_comes_later() -> None:
    """The largest eigenvalue of the weights is 1 on both graphs; the mean stays between two lines derived by hand."""
    weights = [dense(build_setup(ladder.rung(name))) for name in ("0_bass", "1_ties")]
    for one in weights:
        assert one.sum(axis=1) == pytest.approx(1.0, abs=1e-3)
        assert max(abs(np.linalg.eigvals(one))) == pytest.approx(1.0, abs=1e-3)
    exact, counts = ladder.bass_users(ladder.rung("0_bass")), good_users("1_ties")
    line = 98 * np.array([ladder.ring_share(0.0025, 0.031667, month) for month in range(121)])
    assert abs(errors(counts, exact, (6,))[0]) < ERRORS
    assert max(errors(counts, exact, (60, 96, 120))) < -ERRORS
    assert min(errors(counts, line, (96, 120))) > ERRORS


def dense(setup: Any) -> np.ndarray:
    """Return who hears how much from whom: (places, places)."""
    contact, n = setup.contact, len(setup.places)
    found = np.zeros((n, n))
    for row in range(n):
        part = slice(contact.indptr[row], contact.indptr[row + 1])
        found[row, contact.indices[part]] = contact.weights[part]
    return found


def test_on_a_ring_of_two_ties_the_mean_is_that_of_an_endless_line() -> None:
    """In steps of a sixth of a month; whole months make hearing a little later than in the closed form."""
    p, q = 0.0025 / 6, 0.031667 / 6
    counts = good_users(
        "0_bass", network__kind="ring", network__degree=2, time__months=720, external__push_per_month=p,
        awareness__contact_per_month=q,
    )  # fmt: skip
    line = 98 * np.array([ladder.ring_share(p, q, step) for step in range(721)])
    steps = (144, 360, 576, 720)
    assert max(map(abs, errors(counts, line, steps))) < ERRORS
    assert max(map(abs, errors(counts, 1.1 * line, steps))) > ERRORS


# ------------------------------------------------------------------ rungs 2 and 3: the choice


@cache
def shares_counted(name: str, distrust: float) -> dict[str, Any]:
    """Return the shares of both solutions, counted in one simulation."""
    return ladder.shares_counted(ladder.rung(name).with_changes({"appraisal.nih_distrust": distrust}))


def p_value(name: str, solution: str, distrust: float, by_hand_with: float) -> float:
    """Return the chance of shares as far from those by hand as the counted ones: 5,880 choices."""
    counted = shares_counted(name, distrust)[solution]
    by_hand = ladder.rung(name).with_changes({"appraisal.nih_distrust": by_hand_with})
    hand = ladder.shares_by_hand(by_hand, ladder.BENEFIT[solution])
    number = 60 * 98
    seen = [number * counted[mode] for mode in ladder.MODES]
    expected = np.array([hand[mode] for mode in (*ladder.MODES, "nothing")]) * number
    seen.append(number - sum(seen))
    kept = expected > 5.0
    return float(stats.chisquare(np.array(seen)[kept], expected[kept] * np.sum(seen) / expected[kept].sum()).pvalue)


@pytest.mark.parametrize("distrust", [0.0, 0.4, 0.8])
@pytest.mark.parametrize("solution", ladder.BENEFIT)
@pytest.mark.parametrize("name", SMALL[2:])
def test_shares_at_one_appraisal_are_those_by_hand(name: str, solution: str, distrust: float) -> None:
    assert p_value(name, solution, distrust, distrust) > LEVEL


@pytest.mark.parametrize("name", SMALL[2:])
def test_and_with_another_distrust_they_are_not(name: str) -> None:
    assert p_value(name, "Good", 0.4, 0.8) < LEVEL


@pytest.mark.parametrize("name", SMALL[2:])
def test_by_hand_distrust_takes_from_good_solutions_and_gives_to_poor_ones(name: str) -> None:
    shares = {
        solution: [ladder.shares_by_hand(ladder.rung(name).with_changes({"appraisal.nih_distrust": nu}), benefit)["copy"]
                   for nu in (0.0, 0.2, 0.4, 0.6, 0.8)]
        for solution, benefit in ladder.BENEFIT.items()
    }  # fmt: skip
    assert all(later < before for before, later in pairwise(shares["Good"]))
    assert all(later > before for before, later in pairwise(shares["Poor"]))


def test_in_the_long_run_as_many_use_a_solution_as_choose_it_once() -> None:
    """Everybody hears of it some day, and weighs it once: 98 times the share, in a hundred years."""
    scenario = ladder.rung("2_copy").with_changes({"time.months": 1200})
    cases = ds.simulate(scenario, replications=100, seed=1, workers=1).cases
    used = cases[cases["implemented"].notna()].groupby(["replication", "problem"], observed=True).size()
    for solution, benefit in ladder.BENEFIT.items():
        share = ladder.shares_by_hand(scenario, benefit)["copy"]
        counts = used.xs(solution, level="problem")
        assert abs(counts.mean() - 98 * share) < ERRORS * (98 * share * (1 - share) / 100) ** 0.5


# ------------------------------------------------------------------ rungs 4 to 6


TINY = {
    "problems.fields": ["Eldercare"], "problems.per_field": 8, "time.burn_in_months": 36, "time.months": 20,
}  # fmt: skip


def test_rung_4_hopes_for_a_prize_as_its_odds_by_hand_say() -> None:
    """Reward 4, times 30 prizes over how many reused in the twelve months to the last prize day, in December 2014."""
    scenario = ladder.rung("4_prize").with_changes(TINY | {"prize.winners_per_year": 30})
    model, cases = ds.DiffusionModel(scenario, seed=1).run(), ds.simulate(scenario, replications=1, seed=1).cases
    reused = cases[cases["mode"].isin(["copy", "adapt", "inspired"]) & cases["implemented"].between(0, 11)]
    assert len(reused) > 30
    hoped = {
        option.terms.prize
        for place in model.municipalities
        for appraisal in place.appraisals
        if appraisal.month - TINY["time.burn_in_months"] >= 12
        for option in appraisal.options[2:]
    }
    assert len(hoped) == 1
    assert hoped.pop() == pytest.approx(4.0 * 30 / len(reused))


def test_nothing_in_rung_4_hangs_on_money_that_ends() -> None:
    cases = ds.simulate(ladder.rung("4_prize").with_changes(TINY), replications=2, seed=1).cases
    assert cases["grant_ends"].isna().all()
    assert cases["adopted"].notna().sum() > 100


def test_rung_5_loses_copies_in_use_at_the_rate_by_hand() -> None:
    """0.0145 a month, less permanent money 0.6: 0.0058, or 6.7 % a year, for a copy, which nobody owns, where money is no matter."""
    plain = {
        "traits.spread": 0.0,
        "problems.era_end_per_year": 0.0,
        "budget.dkk_per_inhabitant": 0.0,
        "budget.value_per_100k": 0.0,
    }
    scenario = ladder.rung("5_money").with_changes(plain | {"time.burn_in_months": 60, "time.months": 120})
    cases = ds.simulate(scenario, replications=6, seed=1, workers=1).cases
    at_risk = cases[(cases["mode"] == "copy") & cases["grant_ends"].notna() & cases["implemented"].notna()]
    begins = at_risk[["grant_ends", "implemented"]].max(axis=1)
    ends = at_risk["ended"].fillna(120).clip(upper=at_risk["grant_ends"] + 72)
    months = float((ends - begins).clip(lower=0).sum())
    lost = int((at_risk["end"] == "funding ended in use").sum())
    assert lost > 100
    assert abs(lost - 0.0058 * months) < ERRORS * (0.0058 * months) ** 0.5
    assert abs(lost - 0.0072 * months) > ERRORS * (0.0072 * months) ** 0.5
