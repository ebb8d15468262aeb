"""``--precision KEY=HALFWIDTH``: read, and told whether it was reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from diffusion_sim.cli.output import note
from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    from diffusion_sim.results.result import Result
    from diffusion_sim.simulation import Precision

OPTION = "--precision"
EXAMPLE = "write KEY=HALFWIDTH, e.g. reuse_put_to_use_percent=0.5"


def read_precision(text: str | None, at_most: int) -> Precision | None:
    """Return what an option asks for; None where it was left out.

    Raises
    ------
    InputError
        If it is not a measure, an equals sign and a number above 0.
    """
    if text is None:
        return None
    from diffusion_sim.simulation import Precision

    key, equals, width = text.partition("=")
    if not equals:
        raise InputError(OPTION, f"{text!r} has no equals sign", EXAMPLE)
    try:
        half_width = float(width)
    except ValueError:
        raise InputError(OPTION, f"{width!r} is not a number", EXAMPLE) from None
    return Precision(key.strip(), half_width, at_most)


def tell_precision(precision: Precision | None, results: Sequence[Result]) -> None:
    """Say after a run with how many replications it stopped, and why."""
    if precision is None:
        return
    wanted = f"{precision.measure} to within {precision.half_width:g}"
    count = len(results[0].records)
    if precision.reached_by(results):
        note(f"{count} replications: {wanted}.")
    else:
        note(f"{count} replications are the ceiling (--at-most), and not enough for {wanted}.")
