"""R16: wicked problems wait for partners."""

from __future__ import annotations

from strategies import with_defaults

from diffusion_sim.mechanisms.wicked import Wicked, is_wicked, months_for_partners


def test_a_share_of_problems_is_wicked() -> None:
    assert is_wicked(with_defaults(Wicked, share=0.3, partner_months=12.0), 0.29)
    assert not is_wicked(with_defaults(Wicked, share=0.3, partner_months=12.0), 0.3)


def test_a_wait_is_a_whole_number_of_months_around_the_mean() -> None:
    assert months_for_partners(with_defaults(Wicked, share=1.0, partner_months=12.0), 1.0) == 12
    assert months_for_partners(with_defaults(Wicked, share=1.0, partner_months=12.0), 0.51) == 7
    assert months_for_partners(with_defaults(Wicked, share=1.0, partner_months=0.0), 3.0) == 0
