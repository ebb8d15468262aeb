"""R13: what is embedded is safe from the end of its grant."""

from __future__ import annotations

from diffusion_sim.mechanisms.funding_cliff import NEVER_LOST, threshold_at_cliff


def test_a_share_of_projects_in_use_is_never_lost() -> None:
    """The highest hazard of the cliff, 5 a month for 1,200 months, adds up to 6,000."""
    assert threshold_at_cliff(0.7, 0.25, 0.24) == NEVER_LOST > 6000.0
    assert threshold_at_cliff(0.7, 0.25, 0.25) == 0.7
    assert threshold_at_cliff(0.7, 0.0, 0.0) == 0.7
