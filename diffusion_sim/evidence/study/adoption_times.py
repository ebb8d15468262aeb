"""When each place adopted, from the lines of adoptions.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.errors import DataError, InputError, did_you_mean
from diffusion_sim.evidence.study.counting import (
    DATE,
    FIRST_YEAR,
    MONTHS_PER_PERIOD,
    Dates,
    Numbers,
    Years,
    month_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diffusion_sim.network.fields import Record

NOT_ADOPTED = ("0", "0.0", "no", "false", "False", "FALSE")


class AdoptionTimes(NamedTuple):
    """Period in which each adopted, nan for those who did not, and how periods are counted."""

    numbers: dict[str, float]
    counting: Numbers | Years | Dates


def adoption_times(adoptions: list[Record], codes: Mapping[str, int], period: str) -> AdoptionTimes:
    """Read the times of one innovation.

    Parameters
    ----------
    adoptions
        Lines of ``adoptions.csv``, at least one.
    codes
        Keys are the ids of all places.
    period
        ``month``, ``quarter`` or ``year``: the length of a period where dates are given.

    Raises
    ------
    DataError
        A line cannot be used; the sentence names it.
    InputError
        There is no such length of a period.
    """
    for one in adoptions:
        if one.values["id"] not in codes:
            found = f"there is no place with the id {one.values['id']!r}"
            raise DataError(f"{one.where}, id", found, did_you_mean(one.values["id"], codes))
    _refuse_twice(adoptions)
    _refuse_contradiction(adoptions)
    named = "time" if "time" in adoptions[0].values else "date"
    if named == "time" and not any(DATE.fullmatch(one.text(["time"], "")) for one in adoptions):
        return _by_number(adoptions)
    if named not in adoptions[0].values:
        raise DataError(adoptions[0].file, "has neither a column time nor date", "valid: id,time or id,date")
    return _by_date(adoptions, named, period)


def _refuse_twice(adoptions: Iterable[Record]) -> None:
    first: dict[str, Record] = {}
    for one in adoptions:
        earlier = first.setdefault(one.values["id"], one)
        if earlier is not one:
            raise DataError(
                one.where, f"{one.values['id']!r} stands there already ({earlier.position})", "once is enough"
            )


def _refuse_contradiction(adoptions: Iterable[Record]) -> None:
    """Refuse a time for one who did not adopt: some programs write one period after the last."""
    for one in adoptions:
        if one.text(["adopted"], "1") in NOT_ADOPTED and one.text(["time", "date"], ""):
            found = f"adopted is {one.text(['adopted'], '')}, and yet there is a time"
            raise DataError(one.where, found, "leave the time of non-adopters blank")


def _by_number(adoptions: list[Record]) -> AdoptionTimes:
    """Return numbers of periods as they stand, and years counted from the first."""
    numbers = {one.values["id"]: _whole(one) for one in adoptions}
    known = [number for number in numbers.values() if not np.isnan(number)]
    _refuse_nobody(adoptions, known)
    if min(known) < FIRST_YEAR:
        return AdoptionTimes(numbers, Numbers())
    first = int(min(known))
    return AdoptionTimes({identity: number - first + 1 for identity, number in numbers.items()}, Years(first))


def _whole(one: Record) -> float:
    if not one.text(["time"], ""):
        return np.nan
    time = one.number(["time"], 0.0)
    if not (time.is_integer() and time >= 1):
        found = f"found {one.text(['time'], '')!r}"
        raise DataError(f"{one.where}, time", found, "valid: a whole number, 1 or above, a date, or blank")
    return time


def _by_date(adoptions: list[Record], named: str, period: str) -> AdoptionTimes:
    if period not in MONTHS_PER_PERIOD:
        raise InputError("period", f"found {period!r}", f"valid: {', '.join(MONTHS_PER_PERIOD)}")
    months = {one.values["id"]: _month(one, named) for one in adoptions}
    known = [month for month in months.values() if month is not None]
    _refuse_nobody(adoptions, known)
    length = MONTHS_PER_PERIOD[period]
    start = min(known) // length
    numbers = {i: np.nan if month is None else float(month // length - start + 1) for i, month in months.items()}
    return AdoptionTimes(numbers, Dates(start * length, length))


def _month(one: Record, named: str) -> int | None:
    text = one.text([named], "")
    month = month_of(text) if text else None
    if text and month is None:
        raise DataError(f"{one.where}, {named}", f"found {text!r}", "valid: YYYY-MM-DD, YYYY-MM, or blank")
    return month


def _refuse_nobody(adoptions: list[Record], known: list[float] | list[int]) -> None:
    if not known:
        raise DataError(adoptions[0].file, "nobody adopted", "give at least one time")
