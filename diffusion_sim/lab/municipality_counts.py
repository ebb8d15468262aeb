"""Counts by municipality, month and pair, each with what chance alone can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.codes import Mode
from diffusion_sim.results.by_place import half_width, moments, pooled_sd, stands_out
from diffusion_sim.results.labels import labels_in
from diffusion_sim.results.record import NEVER
from diffusion_sim.results.reported_run import ReportedRun
from diffusion_sim.results.run_tables import reuses_of
from diffusion_sim.results.story import LANGUAGES as STORIES
from diffusion_sim.results.survival import LOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

    from diffusion_sim.results.comparison import Comparison
    from diffusion_sim.results.result import Result

    Numbers = npt.NDArray[np.float64]

MEASURES = (
    "implemented", "in_use", "implemented_copy", "implemented_own", "aware", "adopted", "lost_when_funding_ended", "duplicated",
)  # fmt: skip
DIFFERENCE = "difference"
STOCK = "in_use"
_FAR = np.iinfo(np.int32).max


class Values(NamedTuple):
    """What a map shows: shape (places, reported months) each."""

    mean: npt.NDArray[np.float64]
    half: npt.NDArray[np.float64]
    """Half of the 95 % interval; of differences, one that holds for all places of a month at once."""
    stands_out: npt.NDArray[np.bool_]
    """Where chance does not explain it: the difference, or that a level is not the mean of all places."""
    chance_sd: npt.NDArray[np.float64]
    """By month: the standard deviation by chance of one place in one replication, beyond what moves all alike."""


def runs_of(result: Result) -> Iterator[ReportedRun]:
    """Yield each replication anew: what is worked out of it goes with it, where ``result.runs`` would keep it for all."""
    for record in result.records:
        yield ReportedRun(result.context, record)


def monthly_maps(baseline: Result, policy: Result, measure: str) -> dict[str, Values]:
    """Return the maps of baseline, policy and their difference, replication by replication.

    What is in use is counted as it stands in the month, all else added up since the first reported month; the
    last month is what the municipalities table says.
    """
    sums: dict[str | tuple[str, str], tuple[Numbers, Numbers]] = {}
    for runs in zip(runs_of(baseline), runs_of(policy), strict=True):
        a, b = (_of_run(run, measure).astype(np.float64) for run in runs)
        shown = {"baseline": a, "policy": b, DIFFERENCE: b - a}
        beyond = {("beyond", side): values - values.mean(axis=0) for side, values in shown.items()}
        for side, values in (shown | beyond).items():
            total, squares = sums.setdefault(side, (np.zeros_like(a), np.zeros_like(a)))
            total += values
            squares += values**2
    count = len(baseline.records)
    known = {side: moments(*held, count) for side, held in sums.items()}
    return {
        side: _values(side, known[side], known["beyond", side], count) for side in ("baseline", "policy", DIFFERENCE)
    }


def _values(side: str, shown: tuple[Numbers, Numbers], beyond: tuple[Numbers, Numbers], count: int) -> Values:
    """Return a difference with an interval for all places at once, or a level with one for each place by itself."""
    (mean, sd), looks = shown, len(shown[0])
    tested, its_sd = shown if side == DIFFERENCE else beyond
    clear = stands_out(tested, half_width(its_sd, count, looks), count)
    return Values(mean, half_width(sd, count, looks if side == DIFFERENCE else 1), clear, pooled_sd(beyond[1]))


def _of_run(run: ReportedRun, measure: str) -> npt.NDArray[np.int64]:
    if measure == STOCK:
        return _reputation(run)
    mark, column = _event(run, measure)
    return np.cumsum(_counted(run, mark, run.cases[column]), axis=1)[:, run.first : run.end]


def _event(run: ReportedRun, measure: str) -> tuple[npt.NDArray[np.bool_], str]:
    """Return which cases count, and the column with the month of it."""
    cases, used = run.cases, run.implemented
    if measure == "aware":
        return run.heard_from_others, "aware"
    if measure == "lost_when_funding_ended":
        return run.in_window(cases["ended"]) & np.isin(cases["end"], LOST), "ended"
    if measure == "adopted":
        return run.in_window(cases["adopted"]), "adopted"
    if measure == "duplicated":
        return run.duplicated, "decided"
    modes = {"implemented_copy": cases["mode"] == Mode.COPY, "implemented_own": cases["mode"] == Mode.OWN}
    return used & modes.get(measure, used), "implemented"


def _reputation(run: ReportedRun) -> npt.NDArray[np.int64]:
    """Count what is in use and answers the problem as it is, month by month."""
    cases = run.cases
    ends = [np.where(cases[column] == NEVER, _FAR, cases[column]) for column in ("ended", "outdated")]
    until = np.minimum(*ends)
    there = (cases["implemented"] != NEVER) & (cases["implemented"] < until)
    changes = _counted(run, there, cases["implemented"]) - _counted(run, there & (until < run.end), until)
    return np.cumsum(changes, axis=1)[:, run.first : run.end]


def _counted(run: ReportedRun, mark: npt.NDArray[np.bool_], months: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Return shape (places, months) counts of the marked cases."""
    codes = np.array([place.code for place in run.context.places], dtype=np.int64)
    order = np.argsort(codes)
    rows = order[np.searchsorted(codes, run.cases["code"][mark], sorter=order)]
    cells = rows * run.end + months[mark]
    return np.bincount(cells, minlength=codes.size * run.end).reshape(codes.size, run.end)


_MOST = 10_000_000
"""Above every code of a municipality."""


class Copied(NamedTuple):
    """One pair, and how often the one reused what it had learned from the other: means over replications."""

    teacher: int
    learner: int
    before: float
    after: float
    difference: float
    half: float
    """Half of the interval of the difference, which holds for all listed pairs at once."""
    stands_out: bool


class Copying:
    """Counts of both sides: shape (replications, pairs) each."""

    def __init__(self, baseline: Result, policy: Result) -> None:
        self._places = len(baseline.context.places)
        keys = [[_keys(run) for run in runs_of(side)] for side in (baseline, policy)]
        self._pairs = np.unique(np.concatenate([one for side in keys for one in side]))
        self._sides = [np.array([self._counted(one) for one in side], dtype=np.float64) for side in keys]

    def most_frequent(self, most: int) -> tuple[Copied, ...]:
        """Return the pairs most frequent in both sides together, so that their choice favours neither."""
        both = sum(side.mean(axis=0) for side in self._sides)
        rows = np.lexsort((self._pairs, -np.asarray(both)))[:most]
        before, after = (side[:, rows] for side in self._sides)
        mean, half, clear = _paired(after - before, rows.size)
        table = zip(before.mean(axis=0), after.mean(axis=0), mean, half, clear, strict=True)
        return tuple(
            Copied(*_codes(pair), float(a), float(b), float(gap), float(wide), bool(known))
            for pair, (a, b, gap, wide, known) in zip(self._pairs[rows].tolist(), table, strict=True)
        )

    def partners(self, code: int, most: int) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
        """Return whom a municipality copied, and who copied it, more than its average partner beyond chance.

        At most so many each under the policy, with how often; the intervals hold for all other municipalities at once.
        """
        teachers, learners = self._pairs // _MOST, self._pairs % _MOST
        return self._beyond(learners == code, teachers, most), self._beyond(teachers == code, learners, most)

    def mean(self, side: int) -> dict[tuple[int, int], float]:
        """Return how often each pair met on one side, on average."""
        means = self._sides[side].mean(axis=0)
        return {_codes(pair): mean for pair, mean in zip(self._pairs, means.tolist(), strict=True) if mean}

    def _beyond(self, mine: npt.NDArray[np.bool_], others: npt.NDArray[np.int64], most: int) -> list[tuple[int, float]]:
        counts, looks = self._sides[1][:, mine], max(self._places - 1, 1)
        if not counts.size:
            return []
        above, half, _ = _paired(counts - counts.sum(axis=1, keepdims=True) / looks, looks)
        clear = stands_out(above, half, len(counts)) & (above > 0.0)
        known = zip(others[mine][clear].tolist(), counts.mean(axis=0)[clear].tolist(), strict=True)
        return sorted(known, key=lambda item: (-item[1], item[0]))[:most]

    def _counted(self, keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        return np.bincount(np.searchsorted(self._pairs, keys), minlength=self._pairs.size)


def _paired(
    values: npt.NDArray[np.float64], looks: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Return mean, half of the interval, and where it excludes 0."""
    count, mean = len(values), values.mean(axis=0)
    half = half_width(values.std(axis=0, ddof=1) if count > 1 else np.zeros_like(mean), count, looks)
    return mean, half, stands_out(mean, half, count)


def _codes(pair: int) -> tuple[int, int]:
    return int(pair) // _MOST, int(pair) % _MOST


def _keys(run: ReportedRun) -> npt.NDArray[np.int64]:
    reuses = reuses_of(run)
    keys: npt.NDArray[np.int64] = reuses.teacher.astype(np.int64) * _MOST + run.cases["code"][reuses.rows]
    return keys


class Gain(NamedTuple):
    """What some municipalities together implemented a year, and what a policy changes in it."""

    before: float
    difference: float
    half: float
    """Half of the interval, which holds for all listed groups at once."""
    stands_out: bool


def gains(baseline: Result, policy: Result, groups: Sequence[Iterable[int]]) -> tuple[Gain, ...]:
    """Return the gain of each group of codes."""
    if not groups:
        return ()
    codes = [place.code for place in baseline.context.places]
    member = np.array([[code in group for code in codes] for group in map(frozenset, groups)], dtype=np.float64)
    before, after = (_used_by_place(side) @ member.T for side in (baseline, policy))
    mean, half, clear = _paired(after - before, len(groups))
    rows = zip(before.mean(axis=0), mean, half, clear, strict=True)
    return tuple(Gain(float(level), float(gap), float(wide), bool(known)) for level, gap, wide, known in rows)


def _used_by_place(side: Result) -> npt.NDArray[np.float64]:
    """Return shape (replications, places): solutions implemented a year."""
    count = len(side.context.places)
    return np.array(
        [np.bincount(run.place_rows[run.implemented], minlength=count) / run.years for run in runs_of(side)]
    )


Case = tuple[int, int]
"""Code of the municipality, address of the solution."""


class Changed(NamedTuple):
    """One case that differs."""

    code: int
    solution: str
    modes: tuple[str, str]
    """How it was implemented under the baseline and under the policy: copy, adapt, inspired, own; "" is not at all."""


def changed_cases(comparison: Comparison, language: str) -> tuple[Changed, ...]:
    """Return the differing cases of the first replication, by municipality."""
    runs = comparison.baseline.runs[0], comparison.others[0].runs[0]
    used = [_used(run) for run in runs]
    only = [{case: row for case, row in used[side].items() if case not in used[1 - side]} for side in (0, 1)]
    without, with_it = (_told(run, rows, language) for run, rows in zip(runs, only, strict=True))
    lost = [(case, label, (mode, "")) for case, label, mode in without]
    won = [(case, label, ("", mode)) for case, label, mode in with_it]
    return tuple(Changed(case[0], label, modes) for case, label, modes in sorted(lost + won))


def _told(run: ReportedRun, rows: dict[Case, int], language: str) -> Iterator[tuple[Case, str, str]]:
    """Yield cases, each with its solution and mode in words; all are named at once, which is much quicker."""
    at = np.array(list(rows.values()), dtype=np.intp)
    labels = labels_in(run, run.cases["solution"][at], STORIES[language].labels)
    modes = [Mode(mode).name.lower() for mode in run.cases["mode"][at].tolist()]
    yield from zip(rows, labels, modes, strict=True)


def _used(run: ReportedRun) -> dict[Case, int]:
    """Return the row of each case implemented in the window."""
    rows = np.flatnonzero(run.implemented)
    codes = run.cases["code"][rows].tolist()
    addresses = run.record.solutions["id"][run.cases["solution"][rows]].tolist()
    return dict(zip(zip(codes, addresses, strict=True), rows.tolist(), strict=True))
