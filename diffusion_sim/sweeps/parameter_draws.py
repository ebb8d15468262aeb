"""Does a policy help whatever the uncertain parameters are? They are drawn, policies paired.

Draws are those under which the Danish baseline agrees with the observed figures, or any from the plausible ranges.

The folder of such a comparison has the tables of what is finished, and last the manifest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from diffusion_sim.errors import InputError
from diffusion_sim.files import as_json, csv_text, replace_text
from diffusion_sim.results.manifest import FORMAT, MANIFEST, dependencies
from diffusion_sim.results.measures import measure
from diffusion_sim.scenario import Scenario
from diffusion_sim.scenario.posterior import AGREEING, load_posterior, rounded
from diffusion_sim.scenario.values import whole_number
from diffusion_sim.setup import build_setup
from diffusion_sim.simulation import check_arguments, compare
from diffusion_sim.sweeps.designs import Plan, differs, drawn_parameters, points_of
from diffusion_sim.version import version

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


VALID = "valid: a list, the baseline and then one or more policies"


def baseline_and_policies(scenarios: object) -> tuple[Scenario, ...]:
    """Return the scenarios, the baseline first.

    Raises
    ------
    InputError
        If they are no list of scenarios, or there is no policy among them.
    """
    if isinstance(scenarios, Scenario):
        raise InputError("scenarios", "is a single scenario", VALID)
    if isinstance(scenarios, str) or not isinstance(scenarios, Iterable):
        raise InputError("scenarios", f"found {scenarios!r}", VALID)
    compared = tuple(scenarios)
    for scenario in compared:
        if not isinstance(scenario, Scenario):
            raise InputError("scenarios", f"holds {scenario!r}, which is no scenario", "load it with ds.load_scenario")
    if len(compared) < 2:  # noqa: PLR2004 - a baseline and a policy
        raise InputError("scenarios", "has only a baseline" if compared else "is empty", VALID)
    return compared


BETTER = {
    "implemented_per_year": 1, "in_use": 1, "value_per_month": 1, "duplicated_per_year": -1,
    "sharing_spreading_gap_percent": -1, "lost_per_100_funded": -1, "cost_million_dkk": -1,
}  # fmt: skip
"""Measures that are judged, and whether more (1) or less (-1) of them is better."""
ENGINE = "compiled"
MOST_DRAWS = 100_000
FEWEST_OF_A_KIND, SIGNIFICANCE = 3, 0.05


FROM_AGREEING, FROM_RANGES = "agreeing", "ranges"
SOURCES = (FROM_AGREEING, FROM_RANGES)


class Points(NamedTuple):
    """What is drawn, and the values of each draw."""

    keys: tuple[str, ...]
    drawn: tuple[dict[str, Any], ...]


def source_of_draws(scenario: Scenario, asked: str | None) -> str:
    """Return where draws come from: unless asked for, what agrees with Danish figures is for Denmark.

    Raises
    ------
    InputError
        If there is no such source.
    """
    if asked is None:
        return FROM_AGREEING if scenario.network.kind == "denmark" else FROM_RANGES
    if asked not in SOURCES:
        raise InputError("draws_from", f"found {asked!r}", f"valid: {', '.join(SOURCES)}")
    return asked


def drawn_points(scenarios: Sequence[Scenario], draws: int, seed: int, source: str) -> Points:
    """Return the draws; what the policies differ in, and what the baseline sets on purpose, is not drawn.

    Raises
    ------
    InputError
        If more draws are wanted than there are that agree.
    """
    if source == FROM_RANGES:
        ranges = drawn_parameters(scenarios)
        plan = Plan(
            name="draws", scenario=scenarios[0], design="latin_hypercube", points=draws, seed=seed, ranges=ranges
        )
        return Points(plan.keys, tuple(points_of(plan)))
    known = load_posterior(AGREEING, whole_runs=True)
    if draws > len(known.draws):
        valid = f"valid: at most {len(known.draws)}, as many as are known to agree with the observed figures, or draws from ranges"
        raise InputError("draws", f"is {draws}", valid)
    kept = known.kept_by(scenarios[0])
    rows = np.sort(np.random.default_rng(seed).permutation(len(known.draws))[:draws])
    keys = tuple(key for key in known.keys if key not in kept and not differs(key, scenarios))
    drawn = (dict(zip(known.keys, known.draws[row], strict=True)) for row in rows)
    return Points(keys, tuple(rounded({key: values[key] for key in keys}) for values in drawn))


class Turning(NamedTuple):
    """The assumption that best tells draws where a policy helps from the others."""

    parameter: str
    """Empty when no parameter tells them apart better than chance would, of so many; see :func:`rank_correlations`."""
    helps_when: str
    """``high`` or ``low``: where the parameter is in draws in which the policy helps."""
    separation: float
    """Chance that it is so in a pair of one parameter draw of each kind (area under the curve): 0.5 is chance, 1 always."""


@dataclass(frozen=True)
class Robustness:
    """Paired effects at every parameter draw."""

    draws: pd.DataFrame
    """One row for each parameter draw, policy and measure: draw, baseline_mean, difference, low, high, parameters."""
    parameters: tuple[str, ...]
    failures: tuple[str, ...] = ()
    """Draws that could not be simulated, with the error."""

    def summary(self) -> pd.DataFrame:
        """Return for each policy and measure in what share of draws it helps, by how much, and what turns it.

        Returns
        -------
        pandas.DataFrame
            Columns scenario, measure, label, unit, draws, helps_share, surely_helps_share and surely_harms_share
            (the draw's own 95 % interval is on that side of zero), median, low, high (5th and 95th percentile of
            the difference between draws), turned_by, helps_when, separation.
        """
        if self.draws.empty:
            return pd.DataFrame()
        groups = self.draws.groupby(["scenario", "measure"], sort=False)
        return pd.DataFrame([self._row(str(key[0]), str(key[1]), group) for key, group in groups])

    def correlations(self, scenario: str, measure: str, outcome: str = "difference") -> pd.DataFrame:
        """Return each parameter's rank correlation with what a policy changes, or with the baseline's own level.

        Parameters
        ----------
        scenario, measure
            Name of a policy and key of a measure in ``draws``.
        outcome
            ``"difference"`` or ``"baseline_mean"``.

        Returns
        -------
        pandas.DataFrame
            See :func:`rank_correlations`; the largest first.
        """
        rows = self.draws[(self.draws["scenario"] == scenario) & (self.draws["measure"] == measure)]
        found = rank_correlations(rows[list(self.parameters)], rows[outcome].to_numpy())
        return found.sort_values("correlation", key=lambda column: -column.abs(), kind="stable", ignore_index=True)

    def _row(self, scenario: str, key: str, group: pd.DataFrame) -> dict[str, Any]:
        known = group.dropna(subset=["difference"])
        sign = BETTER[key]
        helps = (sign * known["difference"]).to_numpy(dtype=np.float64) > 0.0
        told = (sign * known[["low", "high"]].dropna()).to_numpy(dtype=np.float64)
        low, median, high = np.quantile(known["difference"], [0.05, 0.5, 0.95]) if len(known) else [np.nan] * 3
        turning = turned_by(known[list(self.parameters)], helps)
        return {
            "scenario": scenario, "measure": key, "label": measure(key).label, "unit": measure(key).unit,
            "draws": len(known), "helps_share": _share(helps), "surely_helps_share": _share(told.min(axis=1) > 0.0),
            "surely_harms_share": _share(told.max(axis=1) < 0.0), "median": median, "low": low, "high": high,
            "turned_by": turning.parameter, "helps_when": turning.helps_when, "separation": turning.separation,
        }  # fmt: skip


def _share(which: Any) -> float:  # noqa: ANN401 - an array of truth values
    return float(np.mean(which)) if len(which) else float("nan")


def turned_by(values: pd.DataFrame, helps: Any) -> Turning:  # noqa: ANN401 - an array of truth values
    """Return the parameter that separates draws where a policy helps from the others, if any does beyond chance."""
    nobody = Turning("", "", float("nan"))
    if min(int(helps.sum()), int((~helps).sum())) < FEWEST_OF_A_KIND:
        return nobody
    found = rank_correlations(values, helps)
    if not found["beyond_chance"].any():
        return nobody
    best = str(found["parameter"].iloc[int(found["correlation"].abs().argmax())])
    area = _area(values[best].to_numpy(dtype=np.float64), helps)
    return Turning(best, "high" if area > 0.5 else "low", max(area, 1 - area))  # noqa: PLR2004 - chance


def _area(values: Any, helps: Any) -> float:  # noqa: ANN401 - arrays
    """Return the chance that a draw of one kind has a larger value than one of the other (Mann and Whitney 1947)."""
    larger = values[helps][:, None] > values[~helps]
    equal = values[helps][:, None] == values[~helps]
    return float(np.mean(larger + 0.5 * equal))


def rank_correlations(values: pd.DataFrame, outcome: Any) -> pd.DataFrame:  # noqa: ANN401 - an array
    """Return each parameter's rank correlation (Spearman) with an outcome, and which of them chance does not explain.

    Draws of a chain resemble their neighbours, and of a hundred parameters one always looks good. So the outcome is moved along
    the draws in all ways (circular shifts), which keeps how neighbours resemble each other and breaks what ties it to any
    parameter; beyond chance is a correlation larger than the largest of all parameters in 95 % of the shifts.

    Returns
    -------
    pandas.DataFrame
        Columns parameter, correlation, chance_level, beyond_chance; parameters that do not differ are left out.
    """
    kept = [key for key in values if (values[key] != values[key].iloc[0]).any()]
    ranks = _standing(values[kept].rank().to_numpy(dtype=np.float64))
    aim = _standing(pd.Series(outcome).rank().to_numpy(dtype=np.float64)[:, None])[:, 0]
    correlations = ranks.T @ aim / len(aim)
    by_chance = [np.abs(ranks.T @ np.roll(aim, shift) / len(aim)).max(initial=0.0) for shift in range(1, len(aim))]
    level = float(np.quantile(by_chance, 1.0 - SIGNIFICANCE)) if len(by_chance) * SIGNIFICANCE >= 1.0 else np.inf
    return pd.DataFrame({
        "parameter": kept,
        "correlation": correlations,
        "chance_level": level,
        "beyond_chance": np.abs(correlations) > level,
    })  # fmt: skip


def _standing(ranks: Any) -> Any:  # noqa: ANN401 - arrays
    """Return columns with mean 0 and standard deviation 1."""
    spread = ranks.std(axis=0)
    return (ranks - ranks.mean(axis=0)) / np.where(spread > 0.0, spread, 1.0)


def robustness(
    scenarios: Sequence[Scenario],
    draws: int,
    replications: int = 20,
    seed: int = 1,
    *,
    draws_from: str | None = None,
    workers: int | None = None,
    finished: Callable[[Robustness, int], None] | None = None,
) -> Robustness:
    """Compare policies over draws of the uncertain parameters, in the same replications.

    Parameters
    ----------
    scenarios
        The baseline, then the policies. What they differ in is the policy and is not drawn.
    draws
        Number of draws.
    draws_from
        ``"agreeing"``: draws under which the Danish baseline agrees with the observed figures; the default for Denmark.
        ``"ranges"``: any from the plausible ranges (Latin hypercube).
    finished
        Called after each parameter draw with what is known so far and the number of draws done.

    Raises
    ------
    InputError
        If there are fewer than two scenarios, no draws or no replications, or fewer draws are known than asked for.
    """
    scenarios = baseline_and_policies(scenarios)
    draws = whole_number("draws", draws, 1, MOST_DRAWS)
    check_arguments(replications, seed, workers, ENGINE)
    points = drawn_points(scenarios, draws, seed, source_of_draws(scenarios[0], draws_from))
    rows: list[dict[str, Any]] = []
    failures: list[str] = []
    for number, changes in enumerate(points.drawn):
        try:
            rows += _one_draw(scenarios, changes, number, (replications, seed, workers))
        except Exception as error:  # noqa: BLE001 - one parameter draw that cannot be must not cost the others
            failures.append(f"draw {number}: {type(error).__name__}: {error}")
        if finished is not None:
            finished(Robustness(pd.DataFrame(rows), points.keys, tuple(failures)), number + 1)
    return Robustness(pd.DataFrame(rows), points.keys, tuple(failures))


def _one_draw(
    scenarios: Sequence[Scenario], changes: dict[str, Any], number: int, how: tuple[int, int, int | None]
) -> list[dict[str, Any]]:
    replications, seed, workers = how
    where = f"draw {number}"
    drawn = [scenario.with_changes(changes, where) for scenario in scenarios]
    effects = compare(*drawn, replications=replications, seed=seed, workers=workers).summary()
    shown = effects[effects["measure"].isin(list(BETTER))]
    names = ["scenario", "measure", "baseline_mean", "difference", "low", "high"]
    return [
        {"draw": number, **dict(zip(names, row, strict=True)), **changes} for row in shown[names].to_numpy().tolist()
    ]


KIND = "robustness"
FAILED = "failed.txt"


def describe_draws(
    scenarios: Sequence[Scenario], draws: int, replications: int, seed: int, source: str
) -> dict[str, Any]:
    """Return all that the outcomes depend on, equal on every machine; the baseline is the first scenario."""
    return {
        "format": FORMAT,
        "kind": KIND,
        "seed": seed,
        "replications": replications,
        "draws": draws,
        "version": version(),
        "dependencies": dependencies(),
        "scenarios": [_described(scenario) for scenario in scenarios],
        "draws_from": source,
        **_what_is_drawn(scenarios, source),
    }


def _what_is_drawn(scenarios: Sequence[Scenario], source: str) -> dict[str, Any]:
    if source == FROM_AGREEING:
        return {"agreeing_draws_sha256": load_posterior(AGREEING, whole_runs=True).digest}
    return {"ranges": {key: [tried.low, tried.high] for key, tried in drawn_parameters(scenarios).items()}}


def _described(scenario: Scenario) -> dict[str, Any]:
    return {
        "scenario_hash": scenario.identity(),
        "scenario": scenario.to_portable_dict(),
        "data_checksums": dict(sorted(build_setup(scenario).country.checksums.items())),
    }


class DrawsFolder:
    """Writes what is finished after each parameter draw, so that a stop at any time costs no parameter draw that was done."""

    def __init__(self, folder: Path, asked: dict[str, Any]) -> None:
        self._folder, self._asked = folder, asked
        self._last: tuple[Robustness, int] | None = None

    @property
    def finished(self) -> int:
        """How many parameter draws are in the folder, those that failed among them."""
        return self._last[1] if self._last else 0

    def keep(self, found: Robustness, done: int) -> None:
        """Write all that is known after so many parameter draws."""
        write_draws(found, done, self._folder, self._asked)
        self._last = (found, done)

    def close(self) -> None:
        """Write once more what was kept: a stop may have come between the tables and the manifest."""
        if self._last:
            write_draws(*self._last, self._folder, self._asked)


def write_draws(found: Robustness, done: int, folder: Path, asked: dict[str, Any]) -> None:
    """Write the tables; the manifest, which says what they are of, comes last."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    (folder / FAILED).unlink(missing_ok=True)
    texts = {"robustness.csv": csv_text(found.summary()), "draws.csv": csv_text(found.draws)}
    if found.failures:
        texts[FAILED] = "\n".join(found.failures) + "\n"
    for name, text in texts.items():
        replace_text(folder / name, text)
    replace_text(folder / MANIFEST, as_json(_manifest(found, done, asked, texts)))


def _manifest(found: Robustness, done: int, asked: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    simulated = [] if found.draws.empty else found.draws["draw"].unique().tolist()
    return {
        **asked,
        "state": "complete" if done == asked["draws"] else "partial",
        "finished": simulated,
        "failed": done - len(simulated),
        "tables": {name: {"content_sha256": hashlib.sha256(text.encode()).hexdigest()} for name, text in texts.items()},
    }
