"""When each place adopted, from the lines of adoptions.csv: which kinds of time are read, and as which period."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from diffusion_sim.errors import DataError, InputError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from diffusion_sim.country.csv_tables import Record

Kind = Literal["period", "year", "quarter", "month", "week", "day"]

FIRST_YEAR, LAST_YEAR = 1500, 2199
"""Whole numbers in this range are years; smaller ones are numbers of periods; larger ones are neither."""
PERIODS: tuple[Kind, ...] = ("day", "week", "month", "quarter", "year")
"""Lengths of a period where times are dates, the shortest first."""
MOST_PERIODS = 10_000
MISSING = ("", "na", "nan", "n/a", "#n/a", "<na>", "null", "none", "nat")
"""Written, in any case, by R, pandas, Excel and SQL for a value that is not there."""
YES, NO = ("1", "1.0", "yes", "true", "ja"), ("0", "0.0", "no", "false", "nej")
WATCH, STOPPED = ("watched_from", "watched_to"), "stopped"
"""Columns of ``adoptions.csv`` on when a place was watched, and when it discontinued."""
LONGEST_WATCH, MANY_PERIODS = 2, 1000
"""A last period so many times later than the last adoption, and above so many periods, is a slip."""
SHOWN = 40
VALID = "a number of periods (1-1499), a four-digit year (1500-2199), YYYY-MM or YYYY-MM-DD"
VALID_TIME = f"valid: {VALID}; blank or NA for one who had not adopted"

_NUMBER = re.compile(r"(\d{1,20})(?:\.0{1,9})?", re.ASCII)
_MONTH = re.compile(r"(\d{4})-?[Mm]?(?<=[-Mm])(\d{2})", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-?[QqKk]([1-4])", re.ASCII)
_WEEK = re.compile(r"(\d{4})-?[WwUu](\d{2})(?:-[1-7])?", re.ASCII)
_DAY = re.compile(r"(\d{4})([-/])(\d{2})\2(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?Z?)?", re.ASCII)
_DAY_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})", re.ASCII)
_SPREADSHEET_DAYS, _SPREADSHEET_ZERO = range(20_000, 80_000), date(1899, 12, 30)
_UNIX_ZERO = date(1970, 1, 1)


class Stamp(NamedTuple):
    """A time as it is written: a number of periods, a year, quarter, month, ISO week or day, counted from year 0."""

    kind: Kind
    number: int

    def first_day(self) -> int:
        """Return the ordinal of the first day of a year, quarter, month, week or day."""
        if self.kind == "day":
            return self.number
        if self.kind == "week":
            return 7 * self.number + 1
        months = {"year": 12, "quarter": 3, "month": 1}[self.kind]
        return date(self.number * months // 12, self.number * months % 12 + 1, 1).toordinal()

    def counted_in(self, unit: str, day: int | None = None) -> int:
        """Return the number of the period of this length that holds a day of it; the typical one unless given."""
        if self.kind == unit:
            return self.number
        chosen = (self.first_day() + (3 if self.kind == "week" else 0)) if day is None else day
        if unit == "day":
            return chosen
        if unit == "week":
            return (chosen - 1) // 7
        at = date.fromordinal(chosen)
        return (12 * at.year + at.month - 1) // {"month": 1, "quarter": 3, "year": 12}[unit]

    def last_day(self) -> int:
        """Return the ordinal of the last day of a year, quarter, month, week or day."""
        return Stamp(self.kind, self.number + 1).first_day() - 1


class Clock(NamedTuple):
    """How a study counts its periods: by numbers as they stand, or by days, weeks, months, quarters or years."""

    kind: Kind
    first: int
    """Number of period 1, counted from year 0; 1 where times are numbers of periods."""

    @property
    def first_period(self) -> str:
        """What period 1 is called."""
        return self.name_of(1)

    def name_of(self, period: int) -> str:
        """Return what a period is called: 3, 2014, 2014-Q4, 2014-11, 2014-W46, 2014-11-15."""
        number = self.first + period - 1
        if self.kind in {"period", "year"}:
            return str(number)
        if self.kind == "quarter":
            return f"{number // 4}-Q{number % 4 + 1}"
        if self.kind == "month":
            return f"{number // 12}-{number % 12 + 1:02d}"
        day = date.fromordinal(Stamp(self.kind, number).first_day())
        if self.kind == "day":
            return day.isoformat()
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"

    @property
    def valid(self) -> str:
        """What a sentence on a wrong last period recommends."""
        if self.kind == "period":
            return "a whole number of periods, 1 to 1499"
        if self.kind == "year":
            return f"a year from {self.first_period} on, or a number of periods"
        return f"a date from {self.first_period} on as YYYY-MM or YYYY-MM-DD, a year, or a number of periods"

    def period_of(self, text: str, *, begin: bool = False) -> int | None:
        """Return the period in which a time ends, or begins; a number of periods is one itself; None if it is no such time."""
        stamp = read_stamp(text)
        if stamp is None or stamp.kind == "period":
            return None if stamp is None else stamp.number
        if self.kind == "period" or (self.kind == "year" and stamp.kind != "year"):
            return None
        day = stamp.first_day() if begin else stamp.last_day()
        return stamp.counted_in(self.kind, day) - self.first + 1


class AdoptionTimes(NamedTuple):
    """Period in which each adopted, nan for those who did not, and how periods are counted."""

    numbers: dict[str, float]
    clock: Clock
    entry: dict[str, float]
    """First period in which a place was watched, of those that say so; likewise the last, and when it discontinued."""
    leave: dict[str, float]
    stopped: dict[str, float]

    @property
    def start(self) -> int:
        """First period whose adoptions are to be explained.

        Where times are dates and nothing says when watching began, the first adoption begins the count: period 1 holds one
        for that reason alone.
        """
        return 1 if self.clock.kind == "period" or self.entry else 2


def adoption_times(adoptions: list[Record], codes: Mapping[str, int], period: str | None = None) -> AdoptionTimes:
    """Read the times of one innovation.

    Parameters
    ----------
    adoptions
        Lines of ``adoptions.csv``, at least one.
    codes
        Keys are the ids of all places.
    period
        ``day``, ``week``, ``month``, ``quarter`` or ``year``: the length of a period where times are dates; as they are
        written (days by month) if left out.

    Raises
    ------
    DataError
        A line cannot be used; the sentence names it.
    InputError
        There is no such length of a period, or the times are not told so finely.
    """
    _refuse_unknown(adoptions, codes)
    _refuse_twice(adoptions)
    named = next((name for name in ("time", "date") if name in adoptions[0].values), "")
    if not named:
        raise DataError(adoptions[0].file, "has neither a column time nor date", "valid: id,time or id,date")
    _refuse_contradiction(adoptions, named)
    stamps = _stamps(adoptions, named)
    if not stamps:
        raise DataError(adoptions[0].file, "nobody adopted", "give at least one time")
    columns = {named: stamps} | {name: _stamps(adoptions, name, stamps) for name in (*WATCH, STOPPED)}
    counted, clock = _counted(columns, named, adoptions[0].file, period)
    numbers = {one.values["id"]: counted[named].get(one.values["id"], np.nan) for one in adoptions}
    times = AdoptionTimes(numbers, clock, *(counted[name] for name in (*WATCH, STOPPED)))
    _refuse_outside(adoptions, times)
    return times


def _refuse_outside(adoptions: Iterable[Record], times: AdoptionTimes) -> None:
    """Refuse an adoption after watching ended, one that stopped before it began, and watching that ends before it begins."""
    for one in adoptions:
        identity = one.values["id"]
        adopted, stopped = times.numbers[identity], times.stopped.get(identity)
        entry, leave = times.entry.get(identity, 1.0), times.leave.get(identity, np.inf)
        if entry > leave:
            raise DataError(one.where, "watched_to is before watched_from", "give the first period, then the last")
        if adopted > leave:
            raise DataError(one.where, "the adoption is after watched_to", "leave the time blank, or watch longer")
        if stopped is not None and not stopped >= adopted:
            raise DataError(f"{one.where}, {STOPPED}", "is before the adoption, or without one", "give the later time")


def is_missing(text: str) -> bool:
    """Return whether a cell says that there is no value."""
    return text.casefold() in MISSING


def read_stamp(text: str, day_first: bool | None = None) -> Stamp | None:  # noqa: FBT001 - how 05-11-2014 is read
    """Read one time; None if it is of no valid kind, or a date that does not exist."""
    if number := _NUMBER.fullmatch(text):
        value = int(number[1])
        if 1 <= value <= LAST_YEAR:
            return Stamp("period" if value < FIRST_YEAR else "year", value)
        return None
    try:
        stamp = _calendar_stamp(text, day_first)
    except ValueError:
        return None
    return stamp if stamp and FIRST_YEAR <= date.fromordinal(stamp.first_day()).year <= LAST_YEAR else None


def _calendar_stamp(text: str, day_first: bool | None) -> Stamp | None:  # noqa: FBT001
    if found := _DAY.fullmatch(text):
        return Stamp("day", date(int(found[1]), int(found[3]), int(found[4])).toordinal())
    if found := _MONTH.fullmatch(text):
        return Stamp("month", 12 * int(found[1]) + date(int(found[1]), int(found[2]), 1).month - 1)
    if found := _QUARTER.fullmatch(text):
        return Stamp("quarter", 4 * int(found[1]) + int(found[2]) - 1)
    if found := _WEEK.fullmatch(text):
        return Stamp("week", (date.fromisocalendar(int(found[1]), int(found[2]), 1).toordinal() - 1) // 7)
    if (found := _DAY_LAST.fullmatch(text)) and day_first is not None:
        day, month = (found[1], found[3]) if day_first else (found[3], found[1])
        return Stamp("day", date(int(found[4]), int(month), int(day)).toordinal())
    return None


def _day_first(adoptions: list[Record], named: str) -> bool | None:
    """Return whether dates such as 15-11-2014 begin with the day, as far as the whole column tells; else None."""
    found = [match for one in adoptions if (match := _DAY_LAST.fullmatch(one.text([named], "")))]
    most = max(range(1, 13))
    begins = any(int(match[1]) > most or match[2] == "." for match in found)
    ends = any(int(match[3]) > most for match in found)
    return begins if begins != ends else None


def _stamps(adoptions: list[Record], named: str, like: Mapping[str, Stamp] | None = None) -> dict[str, Stamp]:
    """Return the time in a column of each that has one; all are of one kind, or months and days, and like others given."""
    day_first = _day_first(adoptions, named)
    stamps: dict[str, Stamp] = {}
    first: tuple[Stamp, Record] | None = None
    if like:
        first = next((like[one.values["id"]], one) for one in adoptions if one.values["id"] in like)
    for one in adoptions:
        text = one.text([named], "")
        if is_missing(text):
            continue
        stamp = read_stamp(text, day_first)
        if stamp is None:
            raise DataError(f"{one.where}, {named}", f"found {text[:SHOWN]!r}{_looks_like(text)}", VALID_TIME)
        first = first or (stamp, one)
        if not _alike(stamp, first[0]):
            raise _mixture(one, named, stamp, first)
        stamps[one.values["id"]] = stamp
    return stamps


def _alike(one: Stamp, other: Stamp) -> bool:
    return one.kind == other.kind or {one.kind, other.kind} == {"month", "day"}


def _mixture(one: Record, named: str, stamp: Stamp, first: tuple[Stamp, Record]) -> DataError:
    other = first[1]
    shown = other.text([named] if other is not one else [], "") or other.text(["time", "date"], "")
    found = f"{one.text([named], '')!r} is a {_called(stamp)}, but {shown!r}"
    return DataError(
        f"{one.where}, {named}", f"{found} ({other.position}) is a {_called(first[0])}", "give all times in one way"
    )


def _called(stamp: Stamp) -> str:
    return "number of periods" if stamp.kind == "period" else stamp.kind


def _counted(
    columns: Mapping[str, Mapping[str, Stamp]], named: str, file: str, period: str | None
) -> tuple[dict[str, dict[str, float]], Clock]:
    """Return the periods of every column, counted from the first adoption, or from where watching began if that is earlier."""
    kinds = {stamp.kind for stamps in columns.values() for stamp in stamps.values()}
    written: Kind = "month" if kinds == {"month", "day"} else kinds.pop()
    unit = _unit(written, period)
    if unit == "period":
        return {k: {i: float(stamp.number) for i, stamp in v.items()} for k, v in columns.items()}, Clock("period", 1)
    numbers = {k: {i: stamp.counted_in(unit) for i, stamp in v.items()} for k, v in columns.items()}
    first = min([*numbers[named].values(), *numbers[WATCH[0]].values()])
    last = max(number for column in numbers.values() for number in column.values())
    clock = Clock(unit, first)
    if last - first >= MOST_PERIODS:
        span = f"{clock.first_period} to {clock.name_of(last - first + 1)} are {last - first + 1:,} {unit}s"
        raise DataError(f"{file}", span, f"valid: {MOST_PERIODS:,} periods at most; choose a longer period")
    return {k: {i: float(number - first + 1) for i, number in v.items()} for k, v in numbers.items()}, clock


def _unit(written: Kind, period: str | None) -> Kind:
    """Return the length of a period; numbers of periods and years have none but their own."""
    if period is not None and period not in PERIODS:
        raise InputError("period", f"found {period!r}", f"valid: {', '.join(PERIODS)}")
    if written == "period" and period is not None:
        raise InputError("period", f"found {period!r}, but times are numbers of periods", "leave it out")
    if period is None or written == "period":
        return "month" if written == "day" else written
    if PERIODS.index(period) < PERIODS.index(written):
        longer = ", ".join(PERIODS[PERIODS.index(written) :])
        raise InputError("period", f"found {period!r}, but times are given by {written}", f"valid: {longer}")
    return next(kind for kind in PERIODS if kind == period)


def _looks_like(text: str) -> str:
    """Return what a time that is none looks like, and what to write instead; nothing where that is not plain."""
    try:
        value = float(text.replace(",", ".", 1))
    except ValueError:
        return _looks_like_a_date(text)
    if not np.isfinite(value):
        return ", which is no time"
    if value < 1:
        return ", which is below 1; period 1 is the first"
    if not value.is_integer():
        return ", which has a fraction; a period is a whole number"
    return _looks_like_a_date(text) or _looks_like_a_count(value)


def _looks_like_a_date(text: str) -> str:
    if _DAY_LAST.fullmatch(text):
        return ", of which neither this nor another line tells whether the day or the month comes first"
    for form, pattern in (("YYYYMMDD", r"(\d{4})(\d\d)(\d\d)"), ("YYYYMM", r"(\d{4})(\d\d)")):
        found = re.fullmatch(pattern, text, re.ASCII)
        written = "-".join(found.groups()) if found else ""
        if written and read_stamp(written):
            return f", which looks like {form}; write {written}"
    return ""


def _looks_like_a_count(value: float) -> str:
    if value in _SPREADSHEET_DAYS:
        day = _SPREADSHEET_ZERO + timedelta(days=value)
        return f", which looks like a spreadsheet's day number; write {day.isoformat()}"
    for unit, per_second in (("seconds", 1), ("milliseconds", 1_000)):
        if 10**8 <= value / per_second < 7 * 10**9:
            day = _UNIX_ZERO + timedelta(seconds=value / per_second)
            return f", which looks like {unit} since 1970; write {day.isoformat()}"
    return ", which is too large for a period or a year"


def _refuse_unknown(adoptions: Iterable[Record], codes: Mapping[str, int]) -> None:
    for one in adoptions:
        if one.values["id"] not in codes:
            found = f"there is no place with the id {one.values['id'][:SHOWN]!r}"
            raise DataError(f"{one.where}, id", found, did_you_mean(one.values["id"][:SHOWN], codes))


def _refuse_twice(adoptions: Iterable[Record]) -> None:
    first: dict[str, Record] = {}
    for one in adoptions:
        earlier = first.setdefault(one.values["id"], one)
        if earlier is not one:
            raise DataError(
                one.where, f"{one.values['id']!r} stands there already ({earlier.position})", "once is enough"
            )


def _refuse_contradiction(adoptions: Iterable[Record], named: str) -> None:
    """Refuse a time for one who did not adopt (some programs write one period after the last), and one without."""
    for one in adoptions:
        said = one.text(["adopted"], "")
        timed = not is_missing(one.text([named], ""))
        if is_missing(said):
            continue
        if said.casefold() not in YES + NO:
            raise DataError(f"{one.where}, adopted", f"found {said[:SHOWN]!r}", "valid: 1, 0 or blank")
        if said.casefold() in NO and timed:
            found = f"adopted is {said}, and yet there is a time"
            raise DataError(one.where, found, "leave the time of non-adopters blank")
        if said.casefold() in YES and not timed:
            found = f"adopted is {said}, and yet there is no time"
            raise DataError(one.where, found, "give the time, or leave the line out: not watched")


def last_period_of(given: int | str | None, times: NDArray[np.float64], clock: Clock, seen: float = 1.0) -> int:
    """Return the last period watched; that of the last adoption, or of what else was seen, if none is given.

    Parameters
    ----------
    given
        A number of periods, or a time as the study counts it.
    times
        Period of adoption, nan for those who did not adopt, not all nan: n.
    clock
        How the study counts its periods.
    seen
        Last period in which a place is said to have been watched, or discontinued.

    Raises
    ------
    InputError
        What is given has not the form of a time, lies before the first adoption, or would be absurdly many periods.
    """
    first, last = int(np.nanmin(times)), int(np.nanmax(times))
    if given is None:
        return max(last, int(seen))
    period = clock.period_of(str(given).strip())
    if period is None:
        raise _not_usable(f"found {str(given)[:SHOWN]!r}", clock)
    if period < first:
        raise _not_usable(f"{given} is before the first adoption, in period {first}", clock)
    if period > MANY_PERIODS and period > LONGEST_WATCH * last:
        raise _not_usable(f"{given} would be {period} periods, and the last adoption is in period {last}", clock)
    return period


def _not_usable(found: str, clock: Clock) -> InputError:
    return InputError("last_period", found, f"valid: {clock.valid}")
