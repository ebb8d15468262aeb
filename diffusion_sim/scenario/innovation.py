"""A given innovation: one solution that the scenario brings in itself."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from diffusion_sim.scenario.intervention import check_months
from diffusion_sim.scenario.parameter import Section


class Innovation(Section):
    """One given solution with a problem of its own, beside those that the world draws.

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
        return self
