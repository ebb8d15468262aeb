"""Made-up records with the shape of real ones: plausible cases, and monthly columns counted from these very cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.codes import End, Heard, Mode, Stage, Verdict
from diffusion_sim.country import denmark
from diffusion_sim.results.context import Context, ProblemName
from diffusion_sim.results.record import CASE, FLOWS, MONTHLY, NEVER, SOLUTION, Columns, RunRecord
from diffusion_sim.results.result import Result
from diffusion_sim.scenario import Scenario

if TYPE_CHECKING:
    from diffusion_sim.country.places import Place

LAYERS = ("land_border", "region", "bodies")
MODES = {"copy": Mode.COPY, "adapt": Mode.ADAPT, "inspired": Mode.INSPIRED, "own": Mode.OWN}
ENDS = {
    "gave_up": End.GAVE_UP,
    "abandoned_when_funding_ended": End.FUNDING_ENDED_UNFINISHED,
    "discontinued_when_funding_ended": End.FUNDING_ENDED_IN_USE,
    "discontinued": End.DISCONTINUED,
    "replaced": End.REPLACED,
}


def scenario(**changes: object) -> Scenario:
    return Scenario().with_changes({"name": "made up", "time.months": 72, "time.burn_in_months": 36, **changes})


def context(replications: int, of: Scenario, places: tuple[Place, ...]) -> Context:
    problems = tuple(ProblemName(f"{field} {n + 1}", field) for field in of.problems.fields for n in range(2))
    return Context(of, 7, replications, "0.1.0", places, LAYERS, problems, (), (("municipalities.csv", "0" * 64),))


def synthetic_result(replications: int = 3, seed: int = 1, eagerness: float = 1.0, **changes: object) -> Result:
    """``eagerness`` raises the chance that what was heard of is taken up: a policy without a mechanism."""
    of, places = scenario(**changes), denmark.load().places
    known = context(replications, of, places)
    asked = [(of.identity(), number, seed, eagerness) for number in range(replications)]
    for one in asked:
        if one not in _MADE:
            _MADE[one] = _record(known, one[1], seed, eagerness)
    return Result(known, tuple(_MADE[one] for one in asked))


_MADE: dict[tuple[str, int, int, float], RunRecord] = {}
"""Records that several tests look at; none changes them."""


def _record(known: Context, replication: int, seed: int, eagerness: float) -> RunRecord:
    rng = np.random.default_rng([seed, replication])
    total = known.burn_in_months + known.scenario.time.months
    solutions = _solutions(known, rng, total)
    cases = np.concatenate([_cases_of(known, rng, solutions, row, total, eagerness) for row in range(solutions.size)])
    cases = cases[np.lexsort((cases["solution"], cases["code"]))]
    return RunRecord(replication, _monthly(cases, total), Columns(cases), solutions)


def _solutions(known: Context, rng: np.random.Generator, total: int) -> np.ndarray:
    table = np.zeros(120, dtype=SOLUTION)
    table["id"] = rng.permutation(np.arange(1, 121)).astype(np.uint64) * np.uint64(2**40 + 1)
    table["source"] = np.where(rng.random(120) < 0.25, rng.integers(0, 5, 120), -1)
    origins = rng.choice([place.code for place in known.places], 120)
    table["origin"] = np.where(table["source"] >= 0, 0, origins)
    table["problem"] = rng.integers(0, len(known.problems), 120)
    table["born"] = np.sort(rng.integers(0, total - 30, 120))
    table["parent"], table["innovation"] = -1, -1
    table["benefit"] = rng.lognormal(0.0, 0.5, 120)
    table["complexity"] = 1.0
    return table


def _cases_of(
    known: Context, rng: np.random.Generator, solutions: np.ndarray, row: int, total: int, eagerness: float
) -> np.ndarray:
    solution = solutions[row]
    origin, spread = int(solution["origin"]), rng.beta(0.5, 2.5)
    codes = np.array([place.code for place in known.places])
    others = codes[(rng.random(codes.size) < spread) & (codes != origin)]
    members = np.concatenate(([origin] if origin else [], others)).astype(np.int64)
    cases = np.zeros(members.size, dtype=CASE)
    for name in ("decided", "adopted", "developed", "implemented", "ended", "grant_ends", "outdated", "appraised"):
        cases[name] = NEVER
    cases["code"], cases["solution"], cases["problem"] = members, row, solution["problem"]
    cases["aware"] = solution["born"] + np.where(members == origin, 0, 12 + rng.gamma(3.0, 10.0, members.size)).astype(
        int
    )
    cases = cases[cases["aware"] < total]
    made = cases["code"] == origin
    cases["heard_via"] = np.where(made, Heard.OWN, Heard.PUSH if not origin else Heard.CONTACT)
    cases["heard_layer"] = np.where(cases["heard_via"] == Heard.CONTACT, rng.integers(0, 3, cases.size), -1)
    cases["heard_from"] = np.where(cases["heard_via"] == Heard.CONTACT, rng.choice(codes, cases.size), 0)
    _work(cases, rng, made, eagerness, total)
    return cases


def _work(cases: np.ndarray, rng: np.random.Generator, made: np.ndarray, eagerness: float, total: int) -> None:
    adopted = made | (rng.random(cases.size) < 0.35 * eagerness)
    cases["appraised"], cases["times_appraised"], cases["decided"] = cases["aware"], 1, cases["aware"]
    cases["stage"], cases["verdict"] = Stage.AWARE, np.where(adopted, Verdict.ADOPTED, Verdict.DECLINED)
    cases["flips"] = np.where(adopted, 0, rng.choice([0, 1, 8, 24, 512], cases.size))
    cases["shortfall"] = np.where(adopted, 0.0, rng.exponential(1.0, cases.size))
    cases["mode"] = np.where(adopted, np.where(made, Mode.OWN, rng.choice([1, 2, 2, 3], cases.size)), 0)
    cases["adopted"] = np.where(adopted, cases["aware"] + 1, NEVER)
    cases["developed"] = np.where(adopted, cases["adopted"] + rng.integers(2, 14, cases.size), NEVER)
    cases["implemented"] = np.where(adopted, cases["developed"] + rng.integers(1, 12, cases.size), NEVER)
    cases["granted"] = adopted & (rng.random(cases.size) < 0.3)
    cases["grant_ends"] = np.where(cases["granted"] > 0, cases["adopted"] + 12, NEVER)
    cases["net_benefit"], cases["fit"] = np.where(adopted, rng.normal(0.7, 0.4, cases.size), 0.0), 0.8
    fate = np.where(adopted, rng.random(cases.size), 1.0)
    failed, stopped = fate < 0.15, (fate >= 0.15) & (fate < 0.35)
    granted = cases["granted"] > 0
    cases["end"] = np.select(
        [failed & granted, failed, stopped & granted, stopped],
        [End.FUNDING_ENDED_UNFINISHED, End.GAVE_UP, End.FUNDING_ENDED_IN_USE, End.DISCONTINUED],
    )
    last_grant = np.maximum(cases["grant_ends"], cases["implemented"])
    cases["ended"] = np.select(
        [failed & granted, failed, stopped],
        [np.maximum(cases["grant_ends"], cases["developed"]), cases["developed"] + 1, last_grant + 9],
        NEVER,
    )
    cases["implemented"][failed] = NEVER
    for name in ("adopted", "developed", "implemented", "ended"):
        cases[name][cases[name] >= total] = NEVER
    cases["end"][cases["ended"] == NEVER] = End.NONE
    cases["stage"] = np.select(
        [
            (cases["ended"] != NEVER) & (cases["implemented"] != NEVER),
            cases["ended"] != NEVER,
            cases["implemented"] != NEVER,
            cases["developed"] != NEVER,
            cases["adopted"] != NEVER,
        ],
        [Stage.DISCONTINUED, Stage.ABANDONED, Stage.IN_USE, Stage.IMPLEMENTING, Stage.DEVELOPING],
        Stage.AWARE,
    )


def _monthly(cases: np.ndarray, total: int) -> np.ndarray:
    """Count stocks and flows from the cases; kroner are 50,000 for each month of work or operation."""
    monthly = np.zeros((total, len(MONTHLY)))

    def flow(name: str, months: np.ndarray, weights: np.ndarray | None = None) -> None:
        kept = months >= 0
        bins = np.bincount(months[kept], None if weights is None else weights[kept], minlength=total)
        monthly[:, MONTHLY.index(name)] += bins[:total]

    def stock(name: str, start: np.ndarray, end: np.ndarray, weights: np.ndarray | None = None) -> None:
        change = np.zeros(total + 1)
        amount = np.ones(start.size) if weights is None else weights
        np.add.at(change, start[start >= 0], amount[start >= 0])
        gone = (start >= 0) & (end >= 0)
        np.add.at(change, end[gone], -amount[gone])
        monthly[:, MONTHLY.index(name)] += change.cumsum()[:total]

    everyone = np.full(cases.size, NEVER)
    stock("known", cases["aware"], everyone)
    stock("developing", cases["adopted"], np.where(cases["developed"] >= 0, cases["developed"], cases["ended"]))
    ended_work = np.where(cases["implemented"] >= 0, cases["implemented"], cases["ended"])
    stock("implementing", cases["developed"], ended_work)
    flow("aware", cases["aware"][np.isin(cases["heard_via"], [1, 2, 3, 4])])
    flow("appraised", cases["appraised"])
    flow("declined", cases["appraised"][cases["verdict"] == Verdict.DECLINED])
    for word, mode in MODES.items():
        of = cases[cases["mode"] == mode]
        flow(f"adopted_{word}", of["adopted"])
        flow(f"implemented_{word}", of["implemented"])
        stock(f"in_use_{word}", of["implemented"], of["ended"])
    for word, end in ENDS.items():
        flow(word, cases["ended"][cases["end"] == end])
    for line in ("productivity", "service", "political", "legal", "wellbeing"):
        stock(f"value_{line}", cases["implemented"], cases["ended"], cases["net_benefit"] / 5.0)
    for kind, column in {"dkk_development": "developing", "dkk_implementation": "implementing"}.items():
        monthly[:, MONTHLY.index(kind)] = 50_000.0 * np.maximum(monthly[:, MONTHLY.index(column)], 0.0)
    monthly[:, MONTHLY.index("grants_awarded")] = np.bincount(
        cases["adopted"][(cases["granted"] > 0) & (cases["adopted"] >= 0)], minlength=total
    )[:total]
    assert set(FLOWS) <= set(MONTHLY)
    return monthly
