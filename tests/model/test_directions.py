"""R1-R28: each mechanism works in the direction that the report describes, by a stated size.

Each claim compares the same replications with and without a mechanism. ``tests/claims/test_cuts.py`` cuts the rule itself out
and shows that the claim is then false.
"""

from __future__ import annotations

import re

import pytest
from claims import CLAIMS
from claims.cuts import CUTS

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", CLAIMS)
def test_the_claim_holds_by_the_size_stated(name: str) -> None:
    assert CLAIMS[name].holds_at(CLAIMS[name].ratio())


def test_a_mechanism_that_did_nothing_would_not_have_the_size_stated() -> None:
    assert [name for name, claim in CLAIMS.items() if claim.holds_at(1.0)] == []


def test_what_is_compared_is_what_was_switched_on() -> None:
    """Else the claim could hold for another reason, and the size would not be the mechanism's."""
    assert [name for name, claim in CLAIMS.items() if not set(claim.off) <= set(claim.on)] == []


def test_every_claim_has_its_rule_to_cut_out() -> None:
    assert set(CUTS) == set(CLAIMS)


def test_every_claim_of_the_report_has_a_direction() -> None:
    named = {match.group() for name in CLAIMS if (match := re.match(r"R\d+", name))}
    assert named == {f"R{number}" for number in range(1, 29)}
