"""R1-R28: each mechanism works in the direction that the report describes, by a stated size.

Each claim compares the same worlds with and without a mechanism; cut the mechanism out and the claim is false.
"""

from __future__ import annotations

import re

import pytest
from claims.of_organisation import CLAIMS as OF_ORGANISATION
from claims.of_reuse import CLAIMS as OF_REUSE

CLAIMS = OF_REUSE | OF_ORGANISATION


@pytest.mark.parametrize("name", CLAIMS)
def test_the_claim_holds_by_the_size_stated(name: str) -> None:
    assert CLAIMS[name].holds(CLAIMS[name].on)


@pytest.mark.parametrize("name", CLAIMS)
def test_the_claim_is_false_when_the_mechanism_is_cut_out(name: str) -> None:
    assert not CLAIMS[name].holds(CLAIMS[name].on | CLAIMS[name].off)


@pytest.mark.parametrize("name", CLAIMS)
def test_what_is_cut_out_is_what_was_switched_on(name: str) -> None:
    """Else the claim could be false for another reason, and the size would not be the mechanism's."""
    assert set(CLAIMS[name].off) <= set(CLAIMS[name].on)


def test_every_claim_of_the_report_has_a_direction() -> None:
    named = {match.group() for name in CLAIMS if (match := re.match(r"R\d+", name))}
    assert named == {f"R{number}" for number in range(1, 29)}
