"""Write the tables and numbers of docs/validity.md and docs/calibration.md from the parameters' declarations and the kept calibration.

python docs/build_validity.py                              # after a grade or a source has changed
python docs/build_validity.py --keep results/barometer     # after a calibration: keep its tables and its posterior
python docs/build_validity.py --keep-recovery results/recovery     # the same for parameters that are known
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from written_parts import table, with_parts

from diffusion_sim.calibration.calibration_plan import load_calibration
from diffusion_sim.results.display import format_interval, format_number
from diffusion_sim.scenario.declarations import declarations, figure
from diffusion_sim.scenario.plausible import plausible_range
from diffusion_sim.scenario.posterior import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "docs" / "calibration"
PLAN = ROOT / "configs" / "calibration" / "barometer.toml"
TABLES = ("predictive_check.csv", "identifiability.csv", "generations.csv", "manifest.json")
RECOVERY = ("identifiability.csv", "generations.csv")
FIGURES = ("predictive_check.png", "prior_and_posterior.png")
GRADES = {
    "evidence": "read or computed from a source that is named",
    "calibrated": "fitted to a figure that is named",
    "definition": "fixed by what it means, or a choice that no fact could settle",
    "assumption": "nobody knows; a value that seemed reasonable",
}


def main() -> None:
    """Keep a calibration if one is named, then write the parts of both pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="results of diffusion-sim calibrate")
    parser.add_argument("--keep-recovery", type=Path, metavar="FOLDER", help="results from parameters that are known")
    asked = parser.parse_args()
    if asked.keep is not None:
        keep(asked.keep)
    if asked.keep_recovery is not None:
        keep_recovery(asked.keep_recovery)
    (ROOT / "docs" / "validity.md").write_text(validity_page(), encoding="utf-8")
    (ROOT / "docs" / "calibration.md").write_text(calibration_page(), encoding="utf-8")


def keep(folder: Path) -> None:
    """Take over tables, figures and posterior of a finished calibration."""
    KEPT.mkdir(exist_ok=True)
    for name in TABLES:
        shutil.copy(folder / name, KEPT / name)
    for name in FIGURES:
        shutil.copy(folder / "figures" / name, KEPT / name)
    shutil.copy(folder / "posterior.csv", SHIPPED)


def keep_recovery(folder: Path) -> None:
    """Take over what was found of parameters that are known."""
    for name in RECOVERY:
        shutil.copy(folder / name, KEPT / f"recovery_{name}")


def rows_of(name: str) -> list[dict[str, str]]:
    """Return a kept table."""
    with (KEPT / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def manifest() -> dict[str, Any]:
    """Return what the kept calibration was asked and found."""
    told: dict[str, Any] = json.loads((KEPT / "manifest.json").read_text(encoding="utf-8"))
    return told


def _page(name: str, **parts: str) -> str:
    """Return a page with its written parts as they are now."""
    return with_parts((ROOT / "docs" / name).read_text(encoding="utf-8"), parts)


def validity_page() -> str:
    """Return docs/validity.md."""
    counts = Counter(one.grade for one in declarations().values())
    grades = [(grade, str(counts[grade]), means) for grade, means in GRADES.items()]
    verdicts = {row["parameter"]: row["verdict"] for row in rows_of("identifiability.csv")}
    return _page(
        "validity.md",
        number=str(len(declarations())),
        grades=table(("grade", "parameters", "means"), grades),
        told=_listed(verdicts, "identified"),
        partly=_listed(verdicts, "partly identified"),
        untold=_listed(verdicts, "not identified: stays at its range"),
        parameters=table(
            ("parameter", "default", "grade", "tried from, to", "calibration", "source"), _graded(verdicts)
        ),
    )


def _listed(verdicts: dict[str, str], verdict: str) -> str:
    return ", ".join(f"`{key}`" for key, found in verdicts.items() if found == verdict) or "none"


def _graded(verdicts: dict[str, str]) -> Iterable[Sequence[str]]:
    for key, one in declarations().items():
        tried = plausible_range(one) if one.grade != "definition" else None
        ends = f"{figure(tried.low)}, {figure(tried.high)}" if tried else ""
        default = figure(one.default) if one.low is not None else json.dumps(one.default, ensure_ascii=False)
        yield f"`{key}`", default, one.grade, ends, verdicts.get(key, "").partition(":")[0], one.source


def calibration_page() -> str:
    """Return docs/calibration.md."""
    plan, told = load_calibration(PLAN), manifest()
    return _page(
        "calibration.md",
        targets=table(
            ("figure", "observed", "sampling", "model", "in all", "source"),
            (
                (f"`{key}`", format_number(one.value), f"± {format_number(one.sampling)}",
                 f"± {format_number(one.discrepancy)}", f"± {format_number(told['errors'][key])}", one.source)
                for key, one in plan.targets.items()
            ),
        ),
        checks=table(("figure", "observed", "source"), (
            (f"`{key}`", format_interval(one.low, one.high), one.source) for key, one in plan.checks.items()
        )),
        generations=table(
            ("generation", "tolerance", "tried", "accepted", "worth, of equal weight"),
            ((row["generation"], f"{float(row['tolerance']):g}", row["candidates"], row["accepted"],
              f"{float(row['effective_size']):.0f}") for row in rows_of("generations.csv")),
        ),
        predictive=table(("figure", "use", "observed", "predicted", "95 % of replications", "verdict"), _predicted()),
        identifiability=table(
            ("parameter", "prior", "posterior mean", "95 %", "posterior contraction", "goes with", "verdict"), _identified()
        ),
        recovery=table(
            ("parameter", "truth", "prior", "posterior mean", "95 %", "posterior contraction", "within"), _recovered()
        ),
        recovery_particles=rows_of("recovery_generations.csv")[-1]["accepted"],
        recovery_worth=f"{float(rows_of('recovery_generations.csv')[-1]['effective_size']):.0f}",
        particles=str(plan.particles), replications=str(plan.replications), predictive_replications=str(plan.predictive_replications),
        simulated=f"{told['simulated_parameter_sets']:,}",
    )  # fmt: skip


def _predicted() -> Iterable[Sequence[str]]:
    for row in rows_of("predictive_check.csv"):
        low, high = float(row["observed_low"]), float(row["observed_high"])
        error = f" ± {format_number(float(row['error']))}" if row["error"] else ""
        observed = format_number(low) + error if low == high else format_interval(low, high)
        predicted = format_number(float(row["mean"])), format_interval(float(row["low"]), float(row["high"]))
        yield f"{row['label']} ({row['unit']})", row["use"], observed, *predicted, row["verdict"]


def _identified() -> Iterable[Sequence[str]]:
    for row in rows_of("identifiability.csv"):
        prior = format_interval(float(row["prior_low"]), float(row["prior_high"]))
        posterior = format_number(float(row["mean"])), format_interval(float(row["low"]), float(row["high"]))
        gone = f"{100 * float(row['contraction']):.0f} %" if row["kind"] != "carried" else "–"
        tie = f"`{row['tied_to']}` ({float(row['correlation']):+.2f})" if row["tied_to"] else ""
        yield f"`{row['parameter']}`", prior, *posterior, gone, tie, row["verdict"]


def _recovered() -> Iterable[Sequence[str]]:
    for row in rows_of("recovery_identifiability.csv"):
        if row["truth"]:
            prior = format_interval(float(row["prior_low"]), float(row["prior_high"]))
            posterior = format_number(float(row["mean"])), format_interval(float(row["low"]), float(row["high"]))
            gone = f"{100 * float(row['contraction']):.0f} %"
            yield f"`{row['parameter']}`", format_number(float(row["truth"])), prior, *posterior, gone, row["covered"]


if __name__ == "__main__":
    main()
