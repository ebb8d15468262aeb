"""A partnership: municipalities that pilot together."""

from __future__ import annotations

from typing import Self

from pydantic import ConfigDict, Field, model_validator

from diffusion_sim.scenario.intervention import check_months
from diffusion_sim.scenario.parameter import Section


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
        return self
