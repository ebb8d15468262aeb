"""Every parameter of a scenario with its value and all that is declared of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from diffusion_sim.scenario.declarations import declarations, figure
from diffusion_sim.scenario.plausible import uncertain_parameters

if TYPE_CHECKING:
    from diffusion_sim.scenario.parameter import Grade, Reach
    from diffusion_sim.scenario.scenario import Scenario


FORMS = {"text": "text", "month": "month as YYYY-MM", "file": "path of a file, or empty", "texts": "list of names"}


class Parameter(NamedTuple):
    """One parameter: what a reader, a form or a sensitivity analysis needs to know of it."""

    key: str
    """Section and name, as in ``prize.winners_per_year``."""
    value: Any
    default: Any
    unit: str
    low: float | None
    """Least valid value; None for names."""
    high: float | None
    meaning: str
    source: str
    grade: Grade
    reach: Reach
    neutral: float | None
    """Value at which the mechanism does nothing; None where there is none."""
    varies: str
    """Key of the spread between municipalities; empty when all have the same value."""
    choices: tuple[str, ...]
    """Valid names; empty for numbers and free texts."""
    plausible: tuple[float, float] | None
    """Values that sensitivity analyses try; None for what is off, fixed by meaning or no number."""

    @property
    def section(self) -> str:
        """The part of the key before the dot."""
        return self.key.partition(".")[0]

    @property
    def name(self) -> str:
        """The part of the key after the dot."""
        return self.key.partition(".")[2]

    @property
    def provenance(self) -> str:
        """Grade and source in one line; an assumption always says that it is one."""
        if self.source.startswith(self.grade):
            return self.source
        return f"{self.grade}; {self.source}"

    @property
    def tried(self) -> str:
        """What sensitivity analyses try, in words; empty where they leave it as it is."""
        return f"tried from {figure(self.plausible[0])} to {figure(self.plausible[1])}" if self.plausible else ""

    @property
    def valid(self) -> str:
        """Unit and range of a number, or the valid names."""
        if self.low is None or self.high is None:
            return " | ".join(self.choices) or FORMS[declarations()[self.key].kind]
        return f"{self.unit}, {figure(self.low)} to {figure(self.high)}"


def parameters(scenario: Scenario) -> tuple[Parameter, ...]:
    """Return all parameters of a scenario, in the order of the scenario file."""
    tried = uncertain_parameters()
    return tuple(
        Parameter(
            key=key,
            value=getattr(getattr(scenario, one.section), one.name),
            default=one.default,
            unit=one.unit,
            low=one.low,
            high=one.high,
            meaning=one.meaning,
            source=one.source,
            grade=one.grade,
            reach=one.reach,
            neutral=one.neutral,
            varies=one.varies,
            choices=one.choices,
            plausible=tried.get(key),
        )
        for key, one in declarations().items()
    )
