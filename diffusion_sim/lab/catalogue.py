"""What the server offers: scenarios and the user's own map, read once when it starts and chosen by name only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.country.outlines import read_outlines
from diffusion_sim.errors import InputError
from diffusion_sim.scenario import Scenario, load_scenario
from diffusion_sim.scenario.toml_files import read_toml
from diffusion_sim.setup import build_setup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diffusion_sim.country.outlines import Outline

CONFIGS = Path("configs")


class Catalogue(NamedTuple):
    """Scenarios by name, and which two the page begins with."""

    scenarios: Mapping[str, Scenario]
    baseline: str
    policy: str
    left_out: tuple[str, ...]
    """Why files beside them are not offered."""


def read_catalogue(start: Path | None = None) -> Catalogue:
    """Return the scenario asked for, what it extends (its baseline), those in its folder, and the package's own baseline.

    Without one, those in ``configs/scenarios`` of the working directory.

    Raises
    ------
    InputError
        If the scenario asked for cannot be used.
    """
    found: dict[str, Scenario] = {"baseline": Scenario()}
    left_out: list[str] = []
    first = None if start is None else load_scenario(start)
    folder = CONFIGS / "scenarios" if start is None else start.parent
    for path in sorted(folder.glob("*.toml")):
        try:
            if _is_plan(path):
                continue
            scenario = load_scenario(path)
        except InputError as error:
            left_out.append(str(error).splitlines()[0])
        else:
            found.setdefault(scenario.name, scenario)
    baseline = "baseline"
    if start is not None and first is not None:
        found[first.name] = first
        extended = _extended(start)
        if extended is not None and extended.name != first.name:
            baseline = extended.name
            found[baseline] = extended
    preferred = first.name if first is not None else "copycat_prize"
    others = [name for name in found if name != baseline]
    policy = preferred if preferred in found else next(iter(others), baseline)
    return Catalogue(found, baseline, policy, tuple(left_out))


def _is_plan(path: Path) -> bool:
    """Tell whether a file is a plan of a sweep or a calibration, which names a scenario."""
    return "scenario" in read_toml(path, path.as_posix())


def _extended(path: Path) -> Scenario | None:
    """Return what a scenario file extends, if anything."""
    base = read_toml(path, path.as_posix()).get("extends")
    return load_scenario(path.parent / base) if isinstance(base, str) else None


class DrawnMap(NamedTuple):
    """Outlines beside the tiles: the user's own, or those of Denmark with whom they come from."""

    outlines: tuple[Outline, ...] = ()
    is_own: bool = True


DENMARK = Path(__file__).parents[1] / "country" / "map" / "kommuner.topojson"
"""Outlines of the 98 municipalities; TERMS.txt beside it."""


def map_for(path: Path | None, catalogue: Catalogue) -> tuple[DrawnMap, str]:
    """Return the outlines of a file for the places of the baseline, and a sentence on what did not match.

    Without a file the 98 municipalities have the outlines that come with the package, other places none.

    Raises
    ------
    DataError
        If the file cannot be used.
    """
    baseline = catalogue.scenarios[catalogue.baseline]
    if path is None and baseline.network.whose != "denmark":
        return DrawnMap(), ""
    outlines, left_out = read_outlines(path or DENMARK, build_setup(baseline).places)
    return DrawnMap(outlines, path is not None), left_out
