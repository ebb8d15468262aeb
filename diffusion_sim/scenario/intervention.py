"""An intervention: one parameter changed for some months, in some municipalities."""

from __future__ import annotations

from math import isfinite
from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.scenario.declarations import Declaration, declarations, figure
from diffusion_sim.scenario.months import MONTH_FORM, is_month
from diffusion_sim.scenario.parameter import Section

Change = Literal["scale", "shift", "set"]


class Intervention(Section):
    """One parameter shifted, scaled or set, between two months, for chosen municipalities (empty: all).

    ``from`` is the first month in which it holds (empty: from the start of the burn-in), ``until`` the last one
    (empty: to the end).
    """

    model_config = ConfigDict(populate_by_name=True)

    name: str = Field(min_length=1)
    parameter: str
    scale: float | None = None
    shift: float | None = None
    set: float | None = None
    from_month: str = Field("", alias="from")
    until_month: str = Field("", alias="until")
    municipalities: tuple[str, ...] = ()

    @property
    def change(self) -> tuple[Change, float]:
        """How the parameter is changed, and by how much."""
        given: list[tuple[Change, float | None]] = [("scale", self.scale), ("shift", self.shift), ("set", self.set)]
        return next((kind, amount) for kind, amount in given if amount is not None)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        check_months(self.from_month, self.until_month)
        _check_one_change(self)
        declaration = changeable(self.parameter)
        _check_amount(self, declaration)
        if self.municipalities and declaration.reach == "national":
            found = f"is given, but {self.parameter} holds for the whole country"
            raise InputError("municipalities", found, "valid: leave the list out")
        return self


def check_months(first: str, last: str = "") -> None:
    """Refuse months that do not exist or stand in the wrong order; empty is open."""
    for key, month in (("from", first), ("until", last)):
        if month and not is_month(month):
            raise InputError(key, f'found "{month}"', f"valid: {MONTH_FORM}")
    if first and last and first > last:
        raise InputError("until", f'"{last}" comes before from, "{first}"', "valid: from the same month on")


def changeable(key: str) -> Declaration:
    """Return the declaration of a parameter that an intervention may change, or refuse."""
    declared = declarations()
    reachable = {name for name, declaration in declared.items() if declaration.reach != "world"}
    if key not in declared:
        same_name = [name for name in reachable if name.split(".")[-1] == key]
        hint = f"did you mean {same_name[0]}?" if same_name else did_you_mean(key, reachable)
        raise InputError("parameter", f'"{key}" is not a parameter', hint)
    if key not in reachable:
        raise InputError("parameter", f"{key} is fixed during a run", "change it outside of [[interventions]]")
    return declared[key]


def _check_one_change(intervention: Intervention) -> None:
    given = [name for name in ("scale", "shift", "set") if getattr(intervention, name) is not None]
    if len(given) != 1:
        found = "found " + " and ".join(given) if given else "none of them is given"
        raise InputError("scale, shift or set", found, "valid: exactly one")


def _check_amount(intervention: Intervention, declaration: Declaration) -> None:
    """Check the range of ``set``; what ``shift`` and ``scale`` lead to is known only in the world."""
    kind, amount = intervention.change
    if not isfinite(amount):
        raise InputError(kind, f"found {amount}", "valid: a finite number")
    if kind != "set" or declaration.low is None or declaration.high is None:
        return
    outside = not declaration.low <= amount <= declaration.high
    if outside or (declaration.kind == "whole number" and amount != int(amount)):
        raise InputError("set", f"found {figure(amount)} for {declaration.key}", f"valid: {declaration.range_text}")
