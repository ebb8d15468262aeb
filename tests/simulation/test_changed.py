"""What a researcher changes in Python is run by Mesa, and refused by name where only the compiled engine is asked."""

from __future__ import annotations

from typing import Any

import pytest
from small_worlds import small

import diffusion_sim as ds
from diffusion_sim.rules import appraisal


class Stubborn(ds.Municipality):
    """Takes up nothing from anybody."""

    def consider(self) -> None:
        """Look at nothing."""


class Renamed(ds.Municipality):
    """Decides as all others do."""


def test_a_subclass_decides_for_itself_on_mesa() -> None:
    own, default = (ds.simulate(small(), 2, engine="mesa", municipality=kind) for kind in (Stubborn, ds.Municipality))
    assert (default.measures["put_to_use_per_year"] > 0).all()
    assert (own.measures["put_to_use_per_year"] == 0).all()


def test_a_subclass_is_refused_by_name_on_the_compiled_engine() -> None:
    with pytest.raises(ds.InputError, match=r"cannot run Stubborn\.consider.*mesa"):
        ds.simulate(small(), 2, municipality=Stubborn)
    with pytest.raises(ds.InputError, match=r"Stubborn\.consider"):
        ds.compare(small(), small(prize__winners_per_year=3), replications=2, municipality=Stubborn)


def test_a_subclass_that_overrides_nothing_may_run_compiled() -> None:
    assert ds.simulate(small(), 2, municipality=Renamed).monthly.equals(ds.simulate(small(), 2).monthly)


@pytest.mark.parametrize(
    ("owner", "name", "said"),
    [
        (appraisal, "reuse_terms", r"rules\.appraisal\.reuse_terms, which was replaced"),
        (ds.Municipality, "appraise", r"Municipality\.appraise, which was replaced"),
    ],
)
def test_a_replaced_rule_or_method_is_refused_by_name(
    owner: Any, name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owner, name, lambda *_: None)
    with pytest.raises(ds.InputError, match=said):
        ds.simulate(small(), 2)


def test_results_say_whose_agents_decided() -> None:
    own, plain = (ds.simulate(small(), 2, engine="mesa", municipality=kind) for kind in (Stubborn, ds.Municipality))
    assert own.manifest["municipality"].endswith(".Stubborn")
    assert "municipality" not in plain.manifest
    assert own.manifest["run_id"] != plain.manifest["run_id"]
    assert own.manifest["scenario_hash"] == plain.manifest["scenario_hash"]
    for told in (own._repr_html_(), own.story(own.context.places[0].name), own.plot.ledger().provenance.footer):
        assert "decided by Stubborn" in told


def test_a_result_is_shown_in_a_line_and_is_itself() -> None:
    result = ds.simulate(small(), 2)
    assert repr(result).startswith("<Result of ")
    assert len(repr(ds.Comparison(result, (result,)))) < 300
    assert result == result  # noqa: PLR0124 - arrays inside once made this an error
    assert result != ds.simulate(small(), 2)
