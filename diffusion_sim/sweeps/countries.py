"""The folder of a comparison in many countries: the tables of what is finished, and last the manifest."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from diffusion_sim.results.manifest import FORMAT, dependencies
from diffusion_sim.results.storage import MANIFEST, as_json, csv_text, replace_text
from diffusion_sim.sweeps.varied import drawn_parameters
from diffusion_sim.world import build_world

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from diffusion_sim.scenario import Scenario
    from diffusion_sim.sweeps.robustness import Robustness

KIND = "robustness"
FAILED = "failed.txt"


def describe_countries(scenarios: Sequence[Scenario], draws: int, replications: int, seed: int) -> dict[str, Any]:
    """Return all that the outcomes depend on, equal on every machine; the baseline is the first scenario."""
    return {
        "format": FORMAT,
        "kind": KIND,
        "seed": seed,
        "replications": replications,
        "countries": draws,
        "version": version("diffusion-sim"),
        "dependencies": dependencies(),
        "scenarios": [_described(scenario) for scenario in scenarios],
        "ranges": {key: [tried.low, tried.high] for key, tried in drawn_parameters(scenarios).items()},
    }


def _described(scenario: Scenario) -> dict[str, Any]:
    return {
        "scenario_hash": scenario.identity(),
        "scenario": scenario.to_portable_dict(),
        "data_checksums": dict(sorted(build_world(scenario).country.checksums.items())),
    }


class CountriesFolder:
    """Writes what is finished after each country, so that a stop at any time costs no country that was done."""

    def __init__(self, folder: Path, asked: dict[str, Any]) -> None:
        self._folder, self._asked = folder, asked
        self._last: tuple[Robustness, int] | None = None

    @property
    def finished(self) -> int:
        """How many countries are in the folder, those that failed among them."""
        return self._last[1] if self._last else 0

    def keep(self, found: Robustness, done: int) -> None:
        """Write all that is known after so many countries."""
        write_countries(found, done, self._folder, self._asked)
        self._last = (found, done)

    def close(self) -> None:
        """Write once more what was kept: a stop may have come between the tables and the manifest."""
        if self._last:
            write_countries(*self._last, self._folder, self._asked)


def write_countries(found: Robustness, done: int, folder: Path, asked: dict[str, Any]) -> None:
    """Write the tables; the manifest, which says what they are of, comes last."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    (folder / FAILED).unlink(missing_ok=True)
    texts = {"robustness.csv": csv_text(found.summary()), "countries.csv": csv_text(found.draws)}
    if found.failures:
        texts[FAILED] = "\n".join(found.failures) + "\n"
    for name, text in texts.items():
        replace_text(folder / name, text)
    replace_text(folder / MANIFEST, as_json(_manifest(found, done, asked, texts)))


def _manifest(found: Robustness, done: int, asked: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    simulated = [] if found.draws.empty else found.draws["draw"].unique().tolist()
    return {
        **asked,
        "state": "complete" if done == asked["countries"] else "partial",
        "finished": simulated,
        "failed": done - len(simulated),
        "tables": {name: {"content_sha256": hashlib.sha256(text.encode()).hexdigest()} for name, text in texts.items()},
    }
