"""Simulated adoption as a study sees it: the estimator of ``metrics`` is given what the model did."""

from __future__ import annotations

import math

import numpy as np
import pytest

import diffusion_sim as ds
from diffusion_sim.calibration.statistics import simulated_hazard_ratio, simulated_studies
from diffusion_sim.codes import Mode
from diffusion_sim.observed.network_effects import exposure
from diffusion_sim.observed.study import adoption_share
from diffusion_sim.results.record import NEVER
from diffusion_sim.setup import build_setup

QUICK = {"time.burn_in_months": 72, "time.months": 96, "awareness.contact_per_month": 1.0}


@pytest.fixture(scope="module")
def result() -> ds.Result:
    return ds.simulate(ds.Scenario().with_changes(QUICK), replications=2)


def test_a_study_has_the_years_of_first_use_of_what_spread(result: ds.Result) -> None:
    run = result.runs[0]
    studies = simulated_studies(run, fewest=8)
    assert studies
    cases = run.cases
    code_row = {place.code: row for row, place in enumerate(run.context.places)}
    for study in studies:
        family = int(study.name.split()[1])
        first = np.full(len(code_row), np.inf)
        for at in np.flatnonzero(run.families[cases["solution"]] == family):
            if cases["implemented"][at] != NEVER:
                row = code_row[int(cases["code"][at])]
                first[row] = min(first[row], cases["implemented"][at])
        years = np.floor((first - first.min()) / 12) + 1
        assert np.array_equal(study.times, np.where(years <= 6, years, np.nan), equal_nan=True)
        assert study.adopters >= 8
        assert adoption_share(study)[-1] == pytest.approx(study.adopters / 98)


def test_exposure_is_the_share_of_contact_of_the_simulation(result: ds.Result) -> None:
    run = result.runs[0]
    study, contact = simulated_studies(run, fewest=8)[0], build_setup(run.context.scenario).contact
    row = 7
    first, end = contact.indptr[row], contact.indptr[row + 1]
    using = study.times[contact.indices[first:end]] <= 2
    weights = contact.weights[first:end]
    assert exposure(study, lag=0)[row, 1] == pytest.approx(float(weights[using].sum() / weights.sum()))


@pytest.mark.slow
def test_what_is_only_broadcast_has_a_ratio_about_one_and_what_only_ties_tell_of_one_well_above() -> None:
    """Log ratios over eight replications, against zero."""

    def log_ratios(**changes: float) -> np.ndarray:
        named = {key.replace("__", "."): value for key, value in changes.items()}
        scenario = ds.Scenario().with_changes(QUICK | named)
        return np.log([simulated_hazard_ratio(run) for run in ds.simulate(scenario, replications=8).runs])

    told = log_ratios(awareness__contact_per_month=0.0, external__push_per_month=0.2)
    tied = log_ratios(external__push_per_month=0.0, awareness__contact_per_month=2.0)
    error = tied.std(ddof=1) / math.sqrt(8)
    assert tied.mean() - 3 * error > 0.0
    assert tied.mean() - told.mean() > 3 * math.hypot(error, told.std(ddof=1) / math.sqrt(8))


def test_nothing_that_spreads_gives_no_ratio() -> None:
    lonely = ds.Scenario().with_changes(QUICK | {"awareness.contact_per_month": 0.0, "external.per_era": 0.0})
    assert math.isnan(simulated_hazard_ratio(ds.simulate(lonely, replications=1).runs[0]))
    assert Mode.OWN in set(ds.simulate(lonely, replications=1).runs[0].cases["mode"])
