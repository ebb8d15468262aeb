"""What a researcher changes in Python is run by Mesa, and refused by name where only the compiled engine is asked."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from small_setups import small
from stopped_runs import ENGINE, ending_with

import diffusion_sim as ds
from diffusion_sim.mechanisms import utility


class Stubborn(ds.Municipality):
    """Takes up nothing from anybody."""

    def consider(self) -> None:
        """Look at nothing."""


class Renamed(ds.Municipality):
    """Decides as all others do."""


@cache
def on_mesa(kind: type[ds.Municipality]) -> ds.Result:
    return ds.simulate(small(), 2, engine="mesa", workers=1, municipality=kind)


def test_a_subclass_decides_for_itself_on_mesa() -> None:
    own, default = on_mesa(Stubborn), on_mesa(ds.Municipality)
    assert (default.measures["implemented_per_year"] > 0).all()
    assert (own.measures["implemented_per_year"] == 0).all()


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
        (utility, "reuse_terms", r"mechanisms\.utility\.reuse_terms, which was replaced"),
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
    own, plain = on_mesa(Stubborn), on_mesa(ds.Municipality)
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


def few(**changes: Any) -> ds.Scenario:
    """Return the small scenario in a country of twelve."""
    ring: dict[str, Any] = {"network__kind": "ring", "network__places": "synthetic", "network__size": 12}
    return small(**ring, network__degree=4, **changes)


class Fragile(ds.Municipality):
    """Breaks in the second replication, and in the third when there is a prize."""

    def consider(self) -> None:
        """Divide by zero."""
        broken = {1, 2} if self.model.scenario.prize.winners_per_year else {1}
        if self.model.replication in broken:
            raise ZeroDivisionError("own mistake")
        super().consider()


def test_a_replication_that_fails_is_named_and_loses_none_of_the_others() -> None:
    with pytest.raises(ds.ReplicationError, match=r"replication 1 \(ZeroDivisionError: own mistake\)") as caught:
        ds.simulate(few(), 4, engine="mesa", municipality=Fragile)
    kept = caught.value.result
    assert isinstance(kept, ds.Result)
    assert [record.replication for record in kept.records] == [0, 2, 3]
    assert kept.state == "partial"
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_a_comparison_keeps_what_finished_under_every_policy() -> None:
    with pytest.raises(ds.ReplicationError, match=r"replication 1 .* and 2 more") as caught:
        ds.compare(few(), few(prize__winners_per_year=3), replications=4, engine="mesa", municipality=Fragile)
    assert isinstance(caught.value.result, ds.Comparison)
    assert caught.value.result.replications == (0, 3)


def test_when_no_replication_finishes_it_is_said() -> None:
    with pytest.raises(ds.ReplicationError, match=r"replication 0 .* and 2 more; none finished") as caught:
        ds.simulate(small(), 1000, engine="mesa", municipality=Broken)
    assert caught.value.result is None


def test_what_had_finished_before_the_engine_fails_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ENGINE, ending_with(MemoryError("too small"), after=1))
    with pytest.raises(ds.ReplicationError, match=r"MemoryError: too small") as caught:
        ds.simulate(small(), 2)
    assert isinstance(caught.value.result, ds.Result)
    assert len(caught.value.result.records) == 1


class Broken(ds.Municipality):
    """Has a spelling mistake."""

    def consider(self) -> None:
        """Ask for what is not there."""
        self.model.nothing  # type: ignore[attr-defined]  # noqa: B018 - it is to fail


def test_a_replaced_rule_runs_on_mesa_whatever_the_number_of_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ds.Municipality, "consider", lambda _: None)
    own = ds.simulate(small(), 2, engine="mesa", workers=2)
    assert (own.measures["implemented_per_year"] == 0).all()
