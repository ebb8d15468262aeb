"""When watching ended, as a number of periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.errors import InputError
from diffusion_sim.evidence.study.counting import FIRST_YEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diffusion_sim.evidence.study.counting import Dates, Numbers, Years

LONGEST_WATCH = 2
"""Times as long as until the last adoption: so many periods, if they are 1000 or more, are surely a year or a slip."""


def last_period_of(given: int | str | None, times: NDArray[np.float64], counting: Numbers | Years | Dates) -> int:
    """Return the last period watched; that of the last adoption if none is given.

    Parameters
    ----------
    given
        A number of periods, or a time as the study counts it.
    times
        Period of adoption, nan for those who did not adopt, not all nan: n.
    counting
        How the study counts its periods.

    Raises
    ------
    InputError
        What is given has not the form of a time, lies before the first adoption, or would be absurdly many periods.
    """
    first, last = int(np.nanmin(times)), int(np.nanmax(times))
    if given is None:
        return last
    period = counting.period_of(str(given).strip())
    if period is None:
        raise _not_usable(f"found {str(given)!r}", counting)
    if period < first:
        raise _not_usable(f"{given} is before the first adoption, in period {first}", counting)
    if period >= FIRST_YEAR and period > LONGEST_WATCH * last:
        raise _not_usable(f"{given} would be {period} periods, and the last adoption is in period {last}", counting)
    return period


def _not_usable(found: str, counting: Numbers | Years | Dates) -> InputError:
    return InputError("last_period", found, f"valid: {counting.valid}")
