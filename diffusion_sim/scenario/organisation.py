"""How innovation is organised in some municipalities: a named form, carried out as interventions."""

from __future__ import annotations

from typing import Any, Self

from pydantic import ConfigDict, Field, model_validator

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.scenario.intervention import Intervention, check_months
from diffusion_sim.scenario.organisation_forms import FORMS
from diffusion_sim.scenario.parameter import Section


class Organisation(Section):
    """One form of organisation (R14 p. 10, R24 p. 18) for chosen municipalities (empty: all), between two months.

    A form sets and scales a few parameters, before any ``[[interventions]]``. Where two name the same municipality in
    the same month, what the later one in the file sets holds, and what both scale is scaled by both.
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
        if self.form not in FORMS:
            raise InputError("form", f'found "{self.form}"', did_you_mean(self.form, FORMS))
        return self
