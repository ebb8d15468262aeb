"""The tables of a scenario: interventions, given innovations, forms of organisation, partnerships."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.mechanisms.organisation_forms import FORMS
from diffusion_sim.scenario.declarations import Declaration, Section, declarations, figure
from diffusion_sim.scenario.values import MONTH_FORM, given_twice, is_month, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        check_given_once("municipalities", self.municipalities)
        _check_one_change(self)
        declaration = changeable(self.parameter)
        _check_amount(self, declaration)
        if self.municipalities and declaration.reach == "national":
            found = f"is given, but {self.parameter} holds for the whole country"
            raise InputError("municipalities", found, "valid: leave the list out")
        return self


def check_given_once(key: str, names: Sequence[str]) -> None:
    """Refuse a list that names something twice."""
    for name in given_twice(names):
        raise InputError(key, f"names {shown(name)} more than once", "valid: each name once")


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
    reachable = {name for name, declaration in declared.items() if declaration.reach != "fixed"}
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
    """Check the range of ``set``; what ``shift`` and ``scale`` lead to is known only in the run."""
    kind, amount = intervention.change
    if not isfinite(amount):
        raise InputError(kind, f"found {amount}", "valid: a finite number")
    if kind != "set" or declaration.low is None or declaration.high is None:
        return
    outside = not declaration.low <= amount <= declaration.high
    if outside or (declaration.kind == "whole number" and amount != int(amount)):
        raise InputError("set", f"found {figure(amount)} for {declaration.key}", f"valid: {declaration.range_text}")


class Innovation(Section):
    """One given solution with a problem of its own, beside those that are drawn.

    Benefit counts in units of the mean benefit of a solution, complexity in units of the usual one.
    """

    model_config = ConfigDict(populate_by_name=True)

    name: str = Field(min_length=1)
    from_month: str = Field("", alias="from")
    benefit: float = Field(1.0, gt=0, le=100)
    complexity: float = Field(1.0, gt=0, le=100)
    fit: Literal["drawn", "perfect"] = "drawn"
    first_adopters: tuple[str, ...] = ()
    random_first_adopters: int = Field(0, ge=0)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        check_months(self.from_month)
        check_given_once("first_adopters", self.first_adopters)
        return self


class Organisation(Section):
    """One form of organisation (R14 p. 10, R24 p. 18) for chosen municipalities (empty: all), between two months.

    A form sets and scales a few parameters, before any ``[[interventions]]``. From ``from`` on it matures over years;
    without it, it is mature. It is closed after ``until``. Where two name the same municipality in the same month, the
    later one in the file goes from what the earlier one made of a parameter towards its own: once mature, what it sets
    holds, and what both scale is scaled by both.
    """

    model_config = ConfigDict(populate_by_name=True)

    name: str = Field(min_length=1)
    form: str
    municipalities: tuple[str, ...] = ()
    from_month: str = Field("", alias="from")
    until_month: str = Field("", alias="until")

    @property
    def interventions(self) -> tuple[Intervention, ...]:
        """The form's changes as interventions, named after the organisation and the parameter."""
        return tuple(self._change(*change) for change in FORMS[self.form].changes)

    def _change(self, parameter: str, kind: str, amount: float) -> Intervention:
        changed: dict[str, Any] = {kind: amount}
        return Intervention(
            name=f"{self.name} ({self.form}, {parameter})",
            parameter=parameter,
            from_month=self.from_month,
            until_month=self.until_month,
            municipalities=self.municipalities,
            **changed,
        )

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        check_months(self.from_month, self.until_month)
        check_given_once("municipalities", self.municipalities)
        if self.form not in FORMS:
            raise InputError("form", f'found "{self.form}"', did_you_mean(self.form, FORMS))
        return self


class Partners(Section):
    """Municipalities that pilot together (R15 p. 10-11), between two months.

    ``from`` is the first month (empty: from the start of the burn-in), ``until`` the last one (empty: to the end). Work
    that was joined before it goes on as joint work.
    """

    model_config = ConfigDict(populate_by_name=True)

    name: str = Field(min_length=1)
    municipalities: tuple[str, ...] = Field(min_length=1)
    from_month: str = Field("", alias="from")
    until_month: str = Field("", alias="until")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        check_months(self.from_month, self.until_month)
        check_given_once("municipalities", self.municipalities)
        return self
