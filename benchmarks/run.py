"""Measure speed as ratios within one run: ``python benchmarks/run.py`` writes RESULTS.md and results.json.

Nothing here is a test: speed differs from machine to machine. That both engines give the same bytes is checked on the
way. Other systems for the common task come with ``pip install -r benchmarks/requirements-peers.txt``; those that are
not installed are named.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numba
from commands import waiting_times
from common_task import common_task
from engines import against_mesa, burden_of_mechanisms, shared_past, two_threads
from scale import measured
from tables import as_markdown

from diffusion_sim.scenario import load_scenario
from diffusion_sim.scenario.claims import CLAIMS

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
CONFIGS = HERE.parent / "configs"
BASELINE, PORTAL = CONFIGS / "baseline.toml", CONFIGS / "scenarios" / "knowledge_portal.toml"
ALL_MECHANISMS = CONFIGS / "scenarios" / "all_mechanisms.toml"
SIZES, MONTHS_AT_SCALE = (98, 1000, 10000), 120


def engines() -> list[dict[str, Any]]:
    """Compare both engines on the baseline and with a portal, where much more is heard of."""
    return [against_mesa(load_scenario(path), 2, 40)._asdict() for path in (BASELINE, PORTAL)]


def mechanisms() -> list[dict[str, Any]]:
    """Time a country with R1 to R12 at work, and the same with R13 to R28 too."""
    everything = load_scenario(ALL_MECHANISMS)
    before = everything
    for one in CLAIMS[12:]:
        before = one.switched_off_in(before)
    before = before.with_changes({"name": "all_mechanisms, R13 to R28 neutral"})
    return [one._asdict() for one in burden_of_mechanisms([before, everything], 6, 12)]


def sharing() -> list[dict[str, Any]]:
    """Time a baseline with one prize, and with ten, alone and after a shared past."""
    baseline = load_scenario(BASELINE)
    return [shared_past(baseline, policies, 6)._asdict() for policies in (1, 10)]


PARTS: dict[str, Callable[[], Any]] = {
    "engines": engines,
    "mechanisms": mechanisms,
    "threads": lambda: two_threads(load_scenario(BASELINE), 200)._asdict(),
    "sharing": sharing,
    "common_task": common_task,
    "waits": lambda: waiting_times(BASELINE, 200),
    "sizes": lambda: [measured(size, MONTHS_AT_SCALE) for size in SIZES],
}


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="where RESULTS.md and results.json go")
    parser.add_argument("--quick", action="store_true", help="one short replication on both engines only")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="measure these parts; others stay as they were")
    chosen = parser.parse_args()
    found = quick() if chosen.quick else measure(chosen.only or list(PARTS), earlier(chosen.out, chosen.only))
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "results.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    text = as_markdown(found)
    (chosen.out / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


def quick() -> dict[str, Any]:
    """Compare the engines on a short replication."""
    short = load_scenario(BASELINE).with_changes({"time.burn_in_months": 6, "time.months": 6})
    return {"machine": machine(), "engines": [against_mesa(short, 1, 2)._asdict()]}


def earlier(folder: Path, only: list[str] | None) -> dict[str, Any]:
    """Return what was measured before, there or else here, where only some parts are to be renewed."""
    there = folder / "results.json"
    path = there if there.exists() else HERE / "results.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if only else {}


def measure(parts: list[str], found: dict[str, Any]) -> dict[str, Any]:
    """Measure some parts; each keeps the machine and day that it was measured on."""
    for part in parts:
        print(f"{part} ...", flush=True)
        found[part] = PARTS[part]()
        found.setdefault("measured_on", {})[part] = machine()
    return {"machine": machine(), **{key: value for key, value in found.items() if key != "machine"}}


def machine() -> dict[str, str]:
    """Return what the figures depend on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": names[0] if names else platform.processor(),
        "processors": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown",
        "system": platform.system(),
        "python": platform.python_version(),
        "numba": numba.__version__,
    }


if __name__ == "__main__":
    main()
