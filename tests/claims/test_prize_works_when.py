"""The prize works when ...: each condition with its figures (`pytest -s -m slow`), in the same replications with and without."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

import diffusion_sim as ds
from diffusion_sim.codes import Heard, Mode
from diffusion_sim.model.driver import simulate_records
from diffusion_sim.results.intervals import mean_interval
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup

pytestmark = [pytest.mark.slow, pytest.mark.rare]

COUNTRY: dict[str, Any] = {
    "problems.fields": ["Eldercare", "Schools"], "problems.per_field": 3, "time.burn_in_months": 24, "time.months": 60,
    "work.months_own": 4.0, "work.months_copy": 1.0,
    "implementation.mean_months": 2.0, "agenda.reviews_per_year": 2.0, "external.per_era": 3.0,
    "problems.era_end_per_year": 0.3,
}  # fmt: skip
"""All 98 municipalities, six problems, quick work: an ensemble takes seconds."""
PRIZE = {"prize.winners_per_year": 40, "prize.from_month": "2013-01"}
INCENTIVE_ALONE = {
    "prize.recognition_winner": 0.0, "prize.visibility_per_month": 0.0,
}  # fmt: skip
REPLICATIONS = 12
LOCAL = "region:Midtjylland"


def told(what: str, values: np.ndarray) -> None:
    mean, low, high, *_ = mean_interval(values)
    print(f"{what}: {mean:.3g} ({low:.3g} to {high:.3g}), {len(values)} replications")


@cache
def reused(**changes: Any) -> np.ndarray:
    """Return how many cases of reuse came into use, by replication."""
    named = {key.replace("__", "."): value for key, value in changes.items()}
    setup = build_setup(Scenario().with_changes(COUNTRY | named))
    records = simulate_records(setup, 1, range(REPLICATIONS), 2)
    return np.array([float(((r.cases["mode"] != Mode.OWN) & (r.cases["implemented"] >= 0)).sum()) for r in records])


def of_prize(**changes: Any) -> np.ndarray:
    return reused(**{key.replace(".", "__"): value for key, value in (PRIZE | INCENTIVE_ALONE).items()} | changes)


def test_kroner_change_behaviour_and_ever_less() -> None:
    levels = [of_prize(prize__reward=0.0, prize__kroner_utility=2.0, prize__amount_dkk=x) for x in (0.0, 1e6, 1e9)]
    first, second = levels[1] - levels[0], levels[2] - levels[1]
    told("More reuse for the first million of a prize", first)
    told("More reuse for the next 999 million", second)
    assert mean_interval(first).low > 0.0
    assert mean_interval(second / 999 - first).high < 0.0
    mute = [of_prize(prize__reward=0.0, prize__amount_dkk=x) for x in (0.0, 1e9)]
    assert (mute[0] == mute[1]).all(), "kroner are worth nothing unless prize.kroner_utility is above 0"


def test_more_winners_mean_less_prestige_for_each() -> None:
    """What a winner adds falls with the number of winners when they share the prestige, beyond what it does without."""
    none = reused()
    gain = {
        (crowding, winners): of_prize(prize__reward=20.0, prize__crowding=crowding, prize__winners_per_year=winners)
        - none
        for crowding in (0.0, 0.5, 1.0)
        for winners in (10, 40)
    }
    for (crowding, winners), values in gain.items():
        told(f"Reuse added by {winners} prizes, crowding {crowding:g}", values)
    for winners in (10, 40):
        assert mean_interval(gain[0.0, winners] - gain[1.0, winners]).low > 0.0
    lost = [gain[0.0, winners].mean() - gain[0.5, winners].mean() for winners in (10, 40)]
    assert lost[1] > lost[0]


@cache
def heard_by_prize(attention: float) -> tuple[np.ndarray, np.ndarray]:
    """Return how many hearings through a local prize there are inside and outside its scope, by replication."""
    local = {"prize.scope": [LOCAL], "prize.attention_outside": attention, "prize.visibility_per_month": 0.005}
    setup = build_setup(Scenario().with_changes(COUNTRY | PRIZE | local))
    inside = [place.code for place in setup.places if place.region == "Midtjylland"]
    counts = []
    for record in simulate_records(setup, 1, range(REPLICATIONS), 2):
        heard = record.cases["code"][record.cases["heard_via"] == Heard.PRIZE]
        counts.append((np.isin(heard, inside).sum(), (~np.isin(heard, inside)).sum()))
    return np.array(counts, dtype=float).T[0], np.array(counts, dtype=float).T[1]


def test_a_local_prize_is_heard_of_outside_by_the_share_of_its_attention() -> None:
    """So rarely heard of, hearings do not saturate: at 0.05 a month 0.34 was heard at a share of 0.25, and 0.61 at 0.5."""
    whole = heard_by_prize(1.0)[1]
    for share in (0.0, 0.25, 0.5):
        heard = heard_by_prize(share)[1]
        told(f"Heard outside, of what is heard with full attention, at a share of {share:g}", heard / whole.mean())
        more = mean_interval(heard - share * whole)
        assert more.low <= 0.0 <= more.high
        assert more.high - more.low <= 0.25 * whole.mean()


def test_the_split_adds_up() -> None:
    base = Scenario().with_changes(COUNTRY)
    prize = base.with_changes(PRIZE | {"name": "prize", "prize.reward": 8.0, "prize.recognition_winner": 1.0})
    split = ds.prize_channels(base, prize, replications=REPLICATIONS, workers=2)
    parts = split.by_replication()
    names = ["incentive", "recognition", "visibility", "other"]
    for name in [*names, "whole"]:
        told(f"Implemented a year, {name}", parts.loc[parts["measure"] == "implemented_per_year", name].to_numpy())
    np.testing.assert_allclose(parts[names].sum(axis=1), parts["whole"], rtol=1e-9, atol=1e-9)
    whole = parts.loc[parts["measure"] == "implemented_per_year", "whole"]
    assert mean_interval(whole).low > 0.0
