"""What cannot be run is refused in a sentence of its own kind; whole numbers of any kind are whole numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from small_setups import small

import diffusion_sim as ds
from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"replications": 1.5}, "replications: is 1.5; valid: a whole number from 1"),
        ({"replications": "3"}, "replications: is '3'"),
        ({"replications": None}, "replications: is None"),
        ({"replications": True}, "replications: is True"),
        ({"replications": 10**12}, "replications: is 1000000000000"),
        ({"seed": 1.0}, "seed: is 1.0"),
        ({"seed": -1}, "seed: is -1"),
        ({"workers": 0}, "workers: is 0"),
        ({"engine": "fortran"}, "engine: 'fortran' is not one"),
        ({"precision": "implemented_per_year=2"}, "precision: is 'implemented_per_year=2'"),
        ({"posterior": "draws.csv"}, "posterior: is 'draws.csv'"),
        ({"municipality": int}, "municipality: is <class 'int'>"),
    ],
)
def test_what_no_run_can_be_made_with_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        ds.simulate(small(), **asked)


def test_a_file_name_is_no_scenario() -> None:
    for call in (ds.simulate, ds.DiffusionModel):
        with pytest.raises(InputError, match="scenario: is 'baseline.toml'.* as load_scenario returns it"):
            call("baseline.toml")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="scenario: is 20"):
        ds.compare(small(), 20)  # type: ignore[arg-type]


def test_the_numbers_of_a_model_are_whole_and_say_one_thing() -> None:
    for numbers in ({"seed": 1.9}, {"replication": -5}, {"replication": 0.5}, {"seed": 1, "rng": 7}):
        with pytest.raises(InputError):
            ds.DiffusionModel(small(), **numbers)  # type: ignore[arg-type]


def test_changes_come_by_key() -> None:
    with pytest.raises(InputError, match="valid: values by key"):
        small().with_changes(["prize.reward"])  # type: ignore[arg-type]


def test_whole_numbers_of_numpy_are_saved_like_any_other(tmp_path: Path) -> None:
    given = ds.simulate(small(), np.int64(2), np.uint64(5), workers=np.int32(1))  # type: ignore[arg-type]
    assert given.manifest == ds.simulate(small(), 2, 5).manifest
    assert ds.load_result(given.save(tmp_path / "out")).manifest["seed"] == 5
