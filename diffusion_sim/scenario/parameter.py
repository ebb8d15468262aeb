"""How one parameter is declared: value, unit, range, meaning, source and reach, all in one place."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Grade = Literal["evidence", "calibrated", "definition", "assumption"]
"""Where the default comes from: read or computed from data, fitted to data, fixed by meaning, or nobody knows."""

Reach = Literal["world", "national", "municipal"]
"""What an intervention may change: nothing during a run, the whole country by month, or single municipalities."""


class Section(BaseModel):
    """A named group of parameters in a scenario file: closed, strict and frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def number(  # noqa: PLR0913 - one keyword for each thing that a reader of a parameter must be told
    default: float,
    meaning: str,
    *,
    unit: str,
    between: tuple[float, float],
    source: str,
    grade: Grade = "assumption",
    reach: Reach = "municipal",
    neutral: float | None = None,
    varies: str = "",
    plausible: tuple[float, float] | None = None,
) -> Any:  # noqa: ANN401 - pydantic's own convention, so that the annotation of the field decides
    """Declare a number.

    ``between`` is what is valid, ``plausible`` what is tried where the value matters but is not known; without it, half
    to double the default (:mod:`diffusion_sim.scenario.plausible`). ``neutral`` is the value at which the mechanism does nothing, bit for bit. ``varies`` names the parameter that
    holds its spread between municipalities (log-normal, mean kept); empty when all have the same.
    """
    extra: dict[str, Any] = {
        "unit": unit,
        "source": source,
        "grade": grade,
        "reach": reach,
        "neutral": neutral,
        "varies": varies,
        "plausible": plausible,
    }
    return Field(default, ge=between[0], le=between[1], description=meaning, json_schema_extra=extra)


def choice(default: Any, meaning: str, *, source: str, grade: Grade = "definition") -> Any:  # noqa: ANN401 - as above
    """Declare a name, a list of names or a file: its type says which are valid."""
    extra: dict[str, Any] = {
        "unit": "name",
        "source": source,
        "grade": grade,
        "reach": "world",
        "neutral": None,
        "varies": "",
        "plausible": None,
    }
    return Field(default, description=meaning, json_schema_extra=extra)
