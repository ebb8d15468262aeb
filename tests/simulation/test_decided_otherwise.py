"""The first appraisal that a policy changed, found from the cases of a comparison."""

from __future__ import annotations

from functools import cache

import pytest
from small_setups import small

import diffusion_sim as ds
from diffusion_sim.errors import InputError
from diffusion_sim.scenario import Scenario


@cache
def policies() -> tuple[Scenario, Scenario]:
    baseline = small()
    return baseline, baseline.with_changes({"appraisal.nih_bias": 0.0})


@cache
def changed_case() -> tuple[int, str]:
    """A municipality and a solution that exist in one replication under both policies, used under B only."""
    cases = ds.compare(*policies(), replications=1).cases()
    used = (cases["exists"] == "both") & cases["implemented_b"].eq(True) & cases["implemented_a"].eq(False)
    row = cases[used].iloc[0]
    return int(row["code"]), str(row["id"])


def test_the_first_appraisal_that_came_out_otherwise_is_shown_with_its_terms() -> None:
    code, solution = changed_case()
    found = ds.first_difference(*policies(), code, solution)
    assert found is not None
    table = found.table()
    chosen = table[table["chosen"]]
    assert set(chosen["policy"]) <= {"A", "B"}
    assert chosen[["mode", "id"]].drop_duplicates().shape[0] == len(chosen) or len(chosen) == 1
    for _, options in table.groupby("policy"):
        assert options.loc[options["chosen"], "utility"].item() == options["utility"].max()
    of_b = table[(table["policy"] == "B") & table["mode"].isin(["copy", "adapt"])]
    assert (of_b["nih"] == 0.0).all()


def test_the_same_policy_decides_everything_alike() -> None:
    code, solution = changed_case()
    assert ds.first_difference(policies()[0], policies()[0], code, solution) is None


def test_an_unknown_solution_or_municipality_is_refused() -> None:
    code, solution = changed_case()
    with pytest.raises(InputError, match="exists under neither policy"):
        ds.first_difference(*policies(), code, "nonsense")
    with pytest.raises(InputError, match="Silkeborg"):
        ds.first_difference(*policies(), "Silkeborgh", solution)
