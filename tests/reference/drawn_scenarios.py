"""Small countries and drawn scenarios in which much of R1 to R12 happens in a short time."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from small_setups import PLAIN

from diffusion_sim.mechanisms.registry import claims
from diffusion_sim.scenario import Scenario
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.setup import Setup, build_setup
from reference.refused import LAST_COVERED, left_out

HERE = Path(__file__).parent
BUSY = PLAIN | {
    "network.kind": "file", "network.nodes_file": str(HERE / "nodes.csv"), "network.edges_file": str(HERE / "edges.csv"),
    "network.isolated": "allow", "time.months": 30, "time.burn_in_months": 12,
    "problems.fields": ["Care", "Schools"], "problems.per_field": 2, "problems.era_end_per_year": 0.3,
    "agenda.reviews_per_year": 2.0, "awareness.contact_per_month": 0.8, "awareness.one_shot_probability": 0.7,
    "awareness.threshold_share": 0.1, "work.months_own": 4.0,
    "work.months_copy": 1.0, "implementation.mean_months": 2.0, "operation.stop_per_year": 0.3,
}  # fmt: skip
"""Twelve places in two regions, some of unknown size, one without ties, some tied on two layers; much happens soon."""
ALL_ON = {
    "recognition.reputation_pride": 1.0, "appraisal.nih_near_factor": 1.5, "appraisal.nih_distrust": 0.4,
    "appraisal.nih_inattention": 0.2, "appraisal.nih_central_factor": 0.5, "appraisal.nih_experience": 1.0,
    "appraisal.social_proof": 0.5, "prize.winners_per_year": 2, "prize.from_month": "2013-10",
    "prize.until_month": "2016-02", "prize.scope": ["1", "2", "3", "5", "8", "11"],
    "prize.crowding": 0.5, "prize.kroner_utility": 0.5, "prize.attention_outside": 0.3, "prize.visibility_per_month": 0.3, "portal.hearing_per_month": 0.05,
    "cliff.operation_per_month": 0.2, "funding.grants_per_municipality": 0.4, "funding.grant_months": 4,
    "funding.taper_months": 2, "funding.tail_months": 2, "funding.reuse_reserved_share": 0.4,
    "implementation.user_involvement": 0.5, "capacity.projects_per_field": 1,
}  # fmt: skip
"""What is off or seldom felt by default."""
INNOVATIONS = [
    {"name": "Given", "from": "2013-10", "random_first_adopters": 2, "complexity": 1.3, "benefit": 2.0},
    {"name": "Perfect", "random_first_adopters": 3, "first_adopters": ["4"], "fit": "perfect"},
]
INTERVENTIONS = [
    {"name": "a", "parameter": "portal.hearing_per_month", "set": 0.2, "from": "2014-03", "until": "2014-12"},
    {"name": "b", "parameter": "awareness.contact_per_month", "scale": 0.5, "from": "2014-06", "municipalities": ["3"]},
    {"name": "c", "parameter": "operation.stop_per_year", "shift": 0.5, "from": "2014-08", "until": "2015-01"},
    {
        "name": "d",
        "parameter": "capacity.projects_per_field",
        "set": 2,
        "from": "2014-02",
        "municipalities": ["1", "7"],
    },
    {"name": "e", "parameter": "implementation.mean_months", "set": 6.0, "from": "2014-04"},
    {"name": "f", "parameter": "appraisal.nih_distrust", "set": 0.9, "from": "2014-07"},
    {"name": "g", "parameter": "prize.winners_per_year", "scale": 2.0, "from": "2014-05"},
]
CHOICES = {
    "awareness.form": ["probability", "one_shot", "threshold"], "appraisal.rule": ["adopt_when_aware", "satisficing", "imitation"],
    "network.normalisation": ["count"], "prize.eligible_stage": ["adopted"],
    "prize.eligible_modes": [["copy"], ["inspired", "adapt"]], "prize.scope": [[]],
    "innovations": [INNOVATIONS], "interventions": [INTERVENTIONS],
}  # fmt: skip
ELECTIONS = frozenset({9, 21, 33})
"""Months after an election; of its own only Denmark has any."""
STEPS = 20


def small_world(changes: dict[str, Any]) -> Setup:
    setup = build_setup(Scenario().with_changes({**BUSY, **changes}))
    return dataclasses.replace(setup, calendar=setup.calendar._replace(election_months=ELECTIONS))


def drawable() -> dict[str, st.SearchStrategy[Any]]:
    """Return a value near the default, in range, for each number that the reference does not refuse."""
    fixed = {"problems.per_field", *left_out()}
    numbers = {key: one for key, one in declarations().items() if one.kind in {"number", "whole number"}}
    return {
        key: near(one.default, one.low, one.high)
        for key, one in numbers.items()
        if key not in fixed and one.section not in {"time", "network"}
    }


def near(default: float, low: float, high: float) -> st.SearchStrategy[Any]:
    whole = isinstance(default, int)
    width = max(3 if whole else 1.0, 2 * abs(default))
    low, high = max(low, default - width), min(high, default + width)
    if whole:
        return st.integers(int(low), int(high))
    return st.integers(0, STEPS).map(lambda step: low + (high - low) * step / STEPS)


CLAIMS = [one.claim for one in claims() if one.claim.number <= LAST_COVERED]
NUMBERS = drawable()


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """Draw changes of the busy country: claims switched off, choices made, and some numbers moved."""
    changes: dict[str, Any] = dict(ALL_ON) if draw(st.booleans()) or draw(st.booleans()) else {}
    for claim in draw(st.lists(st.sampled_from(CLAIMS), max_size=4, unique_by=lambda claim: claim.number)):
        changes.update(claim.neutral)
    named = {key: st.sampled_from(values) for key, values in CHOICES.items()}
    changes.update(draw(st.fixed_dictionaries({}, optional=named)))
    keys = draw(st.lists(st.sampled_from(sorted(NUMBERS)), max_size=8, unique=True))
    return changes | {key: draw(NUMBERS[key]) for key in keys}
