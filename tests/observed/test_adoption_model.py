"""Our model: chances and likelihoods against sums worked out another way, and known truths found again."""

from __future__ import annotations

from math import exp, factorial, log
from pathlib import Path

import numpy as np
import pytest
from observed.simulated import several, simulated
from observed.studies import chain_of_five
from scipy import integrate, stats
from scipy.linalg import expm

import diffusion_sim as ds
from diffusion_sim.observed import RiskRows, adoption_model, covariates_of, fit_model, rows_of
from diffusion_sim.observed.adoption_model import GRID, Form, priors, spread
from diffusion_sim.observed.model_posterior import _top


def form(rows: object, kind: str, innovations: int = 1, places: int = 5) -> Form:
    made = priors(kind, 0.1, innovations, ())  # type: ignore[arg-type]
    return Form(kind, rows, np.zeros((places, 0)), np.ones(places), made)  # type: ignore[arg-type]


def test_steady_chances_are_those_of_being_reached_now_and_saying_yes(tmp_path: Path) -> None:
    """D, rates 0.1 + 0.4 E + 0.2 F: 0.1, 0.14, 0.42, 0.42; 60 % say yes."""
    model = form(rows_of([ds.load_study(chain_of_five(tmp_path / "five"))]), "steady")
    at = np.array([log(0.1), log(0.4), log(0.2), log(0.6 / 0.4)])
    sums = [0, 0.1, 0.24, 0.66, 1.08]
    expected = [0.6 * (exp(-a) - exp(-b)) / (0.4 + 0.6 * exp(-a)) for a, b in zip(sums, sums[1:], strict=False)]
    chances = model.chances(at)
    assert chances[model.rows.place == 3] == pytest.approx(expected)
    adopted = model.rows.adopted
    by_rows = np.log(np.where(adopted, chances, 1 - chances)).sum()
    assert model.log_posterior(at) - model.log_prior(at) == pytest.approx(by_rows)


def test_a_random_walk_on_the_grid_has_the_spread_asked_for() -> None:
    for sd in (0.05, 0.3, 1.0):
        chances = spread(sd)[len(GRID) // 2]
        assert chances.sum() == pytest.approx(1)
        assert (chances * GRID**2).sum() ** 0.5 == pytest.approx(sd, rel=0.01)


def test_a_random_walk_on_the_grid_is_the_exponential_of_its_rates() -> None:
    """Half a variance up and half down in each unit of time, and no step beyond the ends."""
    size = len(GRID)
    rates = np.eye(size, k=1) + np.eye(size, k=-1)
    rates -= np.diag(rates.sum(axis=1))
    for sd in (0.05, 0.3, 1.0, 4.0):
        assert spread(sd) == pytest.approx(expm(0.5 * (sd / (GRID[1] - GRID[0])) ** 2 * rates), abs=1e-12)


def test_small_chances_of_a_random_walk_keep_their_digits() -> None:
    """A way of 24 steps at a variance v is (v/2)**24 / 24! * exp(-v), but for ways with a detour."""
    v = (0.05 / (GRID[1] - GRID[0])) ** 2
    assert log(spread(0.05)[0, -1]) == pytest.approx(24 * log(v / 2) - log(factorial(24)) - v, abs=0.01)


def test_the_top_is_found_where_most_adopt_at_once() -> None:
    """Half of 200 adopt in one of 20 periods, hardly anybody before: the chance of such a jump is small where one starts."""
    times = np.array([3.0] * 2 + [15.0] * 100 + [np.nan] * 98)
    period, place = np.nonzero((times > np.arange(20)[:, None]) | np.isnan(times))
    none = np.zeros(len(place))
    rows = RiskRows(
        none.astype(int), period + 1, place, none, none, times[place] == period + 1, 1.0 * period, none, none
    )
    lacks = ("ties_per_period", "all_adopters_per_period", "drift_sd_per_period")
    parameters = priors("drifting", 0.03, 1, (), lacks)
    model = Form("drifting", rows, np.zeros((200, 0)), np.ones(200), parameters)
    scanned = max(
        model.log_posterior(np.array([a, b])) for a in np.linspace(-7, -2, 26) for b in np.linspace(-2, 2, 21)
    )
    assert model.log_posterior(_top(model, None)) >= scanned


@pytest.mark.parametrize("kind", ["steady", "drifting"])
def test_parameters_that_are_far_out_are_as_good_as_impossible(kind: str, tmp_path: Path) -> None:
    model = form(rows_of([ds.load_study(chain_of_five(tmp_path / "five"))]), kind)
    for far in (-800.0, 800.0):
        assert model.log_posterior(np.full(len(model.parameters), far)) < -1e5


def test_a_walk_of_any_spread_has_chances_that_sum_to_one() -> None:
    """Draws from a posterior may lie far out; in the limit all levels are as likely."""
    for sd in (0.0, 1e-9, 30.0, 1e12):
        assert spread(sd).sum(axis=1) == pytest.approx(1)
    assert spread(1e12) == pytest.approx(np.full((len(GRID), len(GRID)), 1 / len(GRID)))


@pytest.mark.parametrize("kind", ["steady", "drifting"])
def test_levels_are_integrated_out_as_an_integral_says(kind: str, tmp_path: Path) -> None:
    """Two innovations; without drift and jumps, and with all who say yes, both forms are one rate times a normal level."""
    studies = several(tmp_path / "two", [(0.05, 0.2, 0.0), (0.2, 0.2, 0.0)], 1.0, 12, 8)
    rows = rows_of(studies)
    model = form(rows, kind, 2, 12)
    tail = [20.0] if kind == "steady" else [-20.0, -20.0]
    at = np.array([log(0.1), log(0.2), log(0.05), log(0.8), *tail])
    rate = 0.1 + 0.2 * rows.exposure + 0.05 * rows.share

    def likelihood(level: float, number: int) -> float:
        chance = -np.expm1(-rate * exp(level))[rows.innovation == number]
        adopted = rows.adopted[rows.innovation == number]
        return float(np.where(adopted, chance, 1 - chance).prod() * stats.norm.pdf(level, scale=0.8))

    total = sum(log(integrate.quad(likelihood, -5, 5, args=(number,))[0]) for number in (0, 1))
    assert model.log_posterior(at) - model.log_prior(at) == pytest.approx(total, abs=0.03)  # the grid has steps of 0.4


@pytest.mark.parametrize("kind", ["steady", "drifting"])
def test_chances_do_not_depend_on_how_many_rows_are_worked_out_together(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = rows_of(several(tmp_path / "two", [(0.05, 0.2, 0.0), (0.2, 0.2, 0.0)], 1.0, 12, 8))
    at = np.array([log(0.1), log(0.2), log(0.05), log(0.8), *([2.0] if kind == "steady" else [-1.0, -1.0])])
    model = form(rows, kind, 2, 12)
    together, levels = model.chances(at), model.level_weights(at)
    for number in (1, 5, len(rows) - 1):
        monkeypatch.setattr(adoption_model, "AT_A_TIME", number)
        assert model.chances(at) == pytest.approx(together, rel=1e-12)
        assert model.level_weights(at) == pytest.approx(levels, rel=1e-12)
        parts = list(rows.groups.slices(number))
        assert parts[0].start == 0
        assert parts[-1].stop == len(rows)
        assert [one.stop for one in parts[:-1]] == [one.start for one in parts[1:]]
        assert {one.start for one in parts} <= set(rows.groups.starts.tolist())


def test_what_is_told_of_a_period_does_not_depend_on_it_or_on_what_came_later(tmp_path: Path) -> None:
    study = simulated(tmp_path / "drawn", 0.05, 0.3, 1.0, size=30, periods=10)
    known = study.until(6)
    at = np.array([log(0.05), log(0.3), log(0.05), log(0.3), log(0.3)])
    whole, early = (form(rows_of([one]), "drifting", 1, 30) for one in (study, known))
    first_six = whole.rows.period <= 6
    assert whole.chances(at)[first_six] == pytest.approx(early.chances(at))


@pytest.mark.slow
def test_known_parameters_of_one_innovation_are_found_again(tmp_path: Path) -> None:
    study = simulated(tmp_path / "drawn", 0.02, 0.4, 0.7)
    model = fit_model(rows_of([study]), covariates_of([study], ()))
    truth = {"source_per_period": 0.02, "ties_per_period": 0.4, "accepted_share": 0.7}
    found = {one.name: one for one in model.estimates("steady")}
    for name, true in truth.items():
        assert found[name].low < true < found[name].high
        assert found[name].high - found[name].low < 1.2 * true


@pytest.mark.slow
def test_known_parameters_of_many_innovations_are_found_again(tmp_path: Path) -> None:
    rates = [(0.03 * f, 0.2 * f, 0.1 * f) for f in np.exp(0.7 * stats.norm.ppf((np.arange(12) + 0.5) / 12))]
    studies = several(tmp_path / "drawn", rates, 0.8, 50, 20)
    model = fit_model(rows_of(studies), covariates_of(studies, ()))
    truth = {"source_per_period": 0.03, "ties_per_period": 0.2, "accepted_share": 0.8, "sd_of_levels": 0.7}
    for one in model.estimates("steady"):
        if one.name in truth:
            assert one.low < truth[one.name] < one.high


def test_no_chance_is_one_that_the_number_of_trials_could_not_tell(tmp_path: Path) -> None:
    """All of a first half adopt or refuse at once; plug-in chances of the rest would be near 0."""
    rows = rows_of([simulated(tmp_path / "drawn", 2.0, 0.0, 0.5, size=40, periods=10)])
    model = fit_model(rows.where(rows.period <= 5), covariates_of([simulated(tmp_path / "a", 2.0, 0, 0.5, 40, 10)], ()))
    later = model.chances(rows)[rows.period > 5]
    trials = int((rows.period <= 5).sum())
    assert later.min() >= 0.5 / (trials + 1)
