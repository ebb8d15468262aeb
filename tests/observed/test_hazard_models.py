"""The simple models: chances by hand, and fits that arithmetic gives."""

from __future__ import annotations

from math import exp
from pathlib import Path

import numpy as np
import pytest
from observed.studies import chain_of_five

import diffusion_sim as ds
from diffusion_sim.observed import RIVALS, rows_of
from diffusion_sim.observed.hazard_models import fitted, log_likelihood, seen_in

BY_NAME = {model.name: model for model in RIVALS}


def test_rows_hold_who_was_at_risk_and_what_was_seen_before(tmp_path: Path) -> None:
    """A to E; at risk 5, 4, 2 and 2; D looks at C, a user from period 2 on, and at E."""
    rows = rows_of([ds.load_study(chain_of_five(tmp_path / "five"))])
    assert [int((rows.period == period).sum()) for period in (1, 2, 3, 4)] == [5, 4, 2, 2]
    d = rows.place == 3
    assert rows.exposure[d].tolist() == [0, 0, 0.5, 0.5]
    assert rows.exposure_before[d].tolist() == [0, 0, 0, 0.5]
    assert rows.share[d] == pytest.approx([0, 0.2, 0.6, 0.6])
    assert rows.periods_before[d].tolist() == [0, 1, 2, 3]
    assert rows.adopted[d].tolist() == [False, False, False, True]


def test_a_constant_hazard_is_fitted_by_adoptions_over_chances_to_adopt(tmp_path: Path) -> None:
    """Five places: at risk 5 + 4 + 2 + 2 times, four adoptions."""
    rows = rows_of([ds.load_study(chain_of_five(tmp_path / "five"))])
    (found,) = fitted(BY_NAME["constant hazard"], rows)
    assert 1 - exp(-found) == pytest.approx(4 / 13, abs=1e-5)


def test_bass_and_logistic_chances_are_as_worked_out_by_hand(tmp_path: Path) -> None:
    rows = rows_of([ds.load_study(chain_of_five(tmp_path / "five"))])
    d_in_4 = (rows.place == 3) & (rows.period == 4)
    assert BY_NAME["Bass"].chances([0.1, 0.5], rows)[d_in_4] == pytest.approx(1 - exp(-0.4))
    assert BY_NAME["logistic on exposure"].chances([-1.0, 2.0], rows)[d_in_4] == pytest.approx(0.5)


def test_rows_put_together_say_what_each_row_says(tmp_path: Path) -> None:
    rows = rows_of([ds.load_study(chain_of_five(tmp_path / "five"))])
    assert len(seen_in(rows).rows) < len(rows)
    for model in RIVALS:
        values = [one.start for one in model.parameters]
        chances = model.chances(values, rows)
        by_row = np.log(np.where(rows.adopted, chances, 1.0 - chances)).sum()
        assert log_likelihood(model, values, seen_in(rows)) == pytest.approx(by_row)
