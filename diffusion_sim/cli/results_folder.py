"""Results folders: their names, never writing over anything else, and saving so that a late failure costs nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryFile, mkdtemp
from typing import TYPE_CHECKING, Literal, TypeVar

from diffusion_sim.cli.stopping import stops_held, told_failure, typed_command
from diffusion_sim.errors import DiffusionSimError, InputError, RunError

if TYPE_CHECKING:
    from diffusion_sim.cli.options import RunPlan
    from diffusion_sim.results.comparison import Comparison
    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario import Scenario

Kind = Literal["run", "comparison", "robustness"]
MANIFEST = "manifest.json"
PARTS: dict[Kind, re.Pattern[str]] = {
    "run": re.compile(
        r"(monthly|municipalities|solutions|cases)\.parquet|(summary|columns)\.csv|run\.json|figures|report\.html|.*\.part"
    ),
    "comparison": re.compile(
        r"(effects\w*|channels|cost_effectiveness|interactions|columns)\.csv|\d+_\w+|figures|report\.html|.*\.part"
    ),
    "robustness": re.compile(r"(draws|robustness|columns)\.csv|failed\.txt|.*\.part"),
}
"""What an unfinished results folder, one without a manifest, may hold."""
WORDS: dict[Kind, str] = {
    "run": "results of a run",
    "comparison": "results of a comparison",
    "robustness": "results of a comparison over many parameter draws",
}
LONGEST_NAME = 60
RESULTS = Path("results")
Subject = TypeVar("Subject")
Figures = Callable[[Subject, Path], object]
Save = Callable[[Path, "Figures[Subject] | None"], Path]
ENGLISH = "en"


def default_folder(name: str, identity: str) -> Path:
    """Return ``results/NAME-ID``."""
    return RESULTS / f"{plain_name(name)}-{identity}"


def plain_name(name: str) -> str:
    """Return a name that every file system takes."""
    return re.sub(r"[^\w-]+", "_", name).strip("_")[:LONGEST_NAME] or "scenario"


def refuse_unusable(out: Path | None, kind: Kind) -> None:
    """Refuse, before anything runs, a results folder that could not be written afterwards.

    Without ``--out`` the folder's own name is known only after the run; then the folder around it is checked.
    """
    try:
        if out is not None:
            refuse_occupied(out, kind)
        refuse_unwritable(out or RESULTS)
    except OSError as error:  # a name that is too long, for one
        found = f"cannot be used ({error.strerror})"
        raise InputError(f"{(out or RESULTS).as_posix():.60}", found, "name a folder with --out") from None


def refuse_occupied(folder: Path, kind: Kind) -> None:
    """Refuse a folder that holds anything but results of this kind."""
    if folder.is_dir() and any(folder.iterdir()) and not _holds(folder, kind):
        found = f"exists and holds something other than the {WORDS[kind]}"
        raise InputError(folder.as_posix(), found, "name a new or empty folder with --out")


def refuse_unwritable(folder: Path) -> None:
    """Refuse a folder that cannot be made or written."""
    existing = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    if not existing.is_dir():
        raise InputError(existing.as_posix(), "is a file", "name a folder with --out")
    try:
        TemporaryFile(dir=existing).close()
    except OSError as error:
        found = f"cannot be written in {existing.as_posix()} ({error.strerror})"
        raise InputError(folder.as_posix(), found, "name another folder with --out") from None


def _holds(folder: Path, kind: Kind) -> bool:
    manifest = folder / MANIFEST
    if manifest.is_file():
        return _kind_told(manifest) == kind
    return all(PARTS[kind].fullmatch(entry.name) for entry in folder.iterdir())


def _kind_told(manifest: Path) -> str:
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        return "neither"
    if not isinstance(told, dict):
        return "neither"
    return str(told.get("kind", "run" if "run_id" in told else "neither"))


def saved(save: Save[Subject], figures: Figures[Subject], folder: Path) -> Path:
    """Write tables and figures into a folder; what cannot be written there is kept elsewhere. No stop disturbs it.

    Raises
    ------
    RunError
        When not everything could be written; it names what was kept.
    """
    with stops_held(f"the results are in {folder.as_posix()}"):
        return _saved(save, figures, folder)


def _saved(save: Save[Subject], figures: Figures[Subject], folder: Path) -> Path:
    try:
        return save(folder, figures)
    except DiffusionSimError as error:
        kept = _kept_elsewhere(lambda elsewhere: save(elsewhere, None), folder)
        raise RunError(f"{error}; {kept}") from error
    except Exception as error:
        save(folder, None)
        kept = f"the tables are kept in {folder.as_posix()}"
        raise RunError(f"the figures could not be drawn; {kept}\n({told_failure(error)})") from error


def _kept_elsewhere(save: Callable[[Path], Path], folder: Path) -> str:
    """Write the tables where the system keeps temporary files; say where, or how to go on when that fails too."""
    try:
        elsewhere = Path(mkdtemp(prefix="diffusion-sim-"))
        try:
            return f"the tables are kept in {save(elsewhere / folder.name).as_posix()}"
        except DiffusionSimError:
            rmtree(elsewhere)
            raise
    except (DiffusionSimError, OSError):
        return f"make room or name another folder with --out, and run again: {typed_command()}"


def refuse_different(folder: Path, scenarios: Sequence[Scenario], plan: RunPlan) -> None:
    """Refuse, before anything runs, a folder that holds results which these would not repeat.

    Raises
    ------
    InputError
        If something in it would be lost.
    """
    from diffusion_sim.results.storage import Runs, refuse_other_runs
    from diffusion_sim.version import version

    posterior = "" if plan.posterior is None else plan.posterior.digest
    most = plan.replications if plan.precision is None else max(plan.replications, plan.precision.at_most)
    told = (plan.seed, version(), posterior, "")
    refuse_other_runs(folder, Runs(tuple((one.identity(), *told) for one in scenarios), (most,) * len(scenarios)))


def refuse_unknown_language(language: str) -> None:
    """Refuse, before anything is run, a language that figures do not speak."""
    if language != ENGLISH:
        from diffusion_sim.reports.naming import words_in

        words_in(language)


def figures_of_result(language: str) -> Callable[[Result, Path], object]:
    """Return what draws one scenario."""
    from diffusion_sim.plots import save_all

    if language == ENGLISH:  # spares the time that the import below takes
        return save_all
    from diffusion_sim.reports.figure_words import result_words_in

    return partial(save_all, words=result_words_in(language))


def figures_of_comparison(language: str) -> Callable[[Comparison, Path], object]:
    """Return what draws a comparison."""
    from diffusion_sim.plots import save_comparison

    if language == ENGLISH:
        return save_comparison
    from diffusion_sim.reports.figure_words import comparison_words

    return partial(save_comparison, words=comparison_words(language))
