"""Measure speed as ratios within one run: ``python benchmarks/run.py`` writes RESULTS.md and results.json.

Nothing here is a test: speed differs from machine to machine. That both engines give the same bytes is checked on the
way.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numba
from commands import waiting_times
from engines import against_mesa, two_threads
from scale import measured

from diffusion_sim.scenario import load_scenario

HERE = Path(__file__).parent
CONFIGS = HERE.parent / "configs"
BASELINE, PORTAL = CONFIGS / "baseline.toml", CONFIGS / "scenarios" / "knowledge_portal.toml"
SIZES, MONTHS_AT_SCALE = (98, 1000, 10000), 120
SHOWN_WHOLE_FROM = 100


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="where RESULTS.md and results.json go")
    parser.add_argument("--quick", action="store_true", help="one short world on both engines only")
    chosen = parser.parse_args()
    found = quick() if chosen.quick else full()
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "results.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    text = as_markdown(found)
    (chosen.out / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


def quick() -> dict[str, Any]:
    """Compare the engines on a short world."""
    short = load_scenario(BASELINE).with_changes({"time.burn_in_months": 6, "time.months": 6})
    return {"machine": machine(), "engines": [against_mesa(short, 1, 2)._asdict()]}


def full() -> dict[str, Any]:
    """Measure everything."""
    engines = [against_mesa(load_scenario(path), 2, 40)._asdict() for path in (BASELINE, PORTAL)]
    threads = two_threads(load_scenario(BASELINE), 200)._asdict()
    waits = waiting_times(BASELINE, 200)
    sizes = [measured(size, MONTHS_AT_SCALE) for size in SIZES]
    return {"machine": machine(), "engines": engines, "threads": threads, "waits": waits, "sizes": sizes}


def machine() -> dict[str, str]:
    """Return what the figures depend on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": names[0] if names else platform.processor(),
        "processors": str(os.cpu_count()),
        "system": platform.system(),
        "python": platform.python_version(),
        "numba": numba.__version__,
    }


def as_markdown(found: dict[str, Any]) -> str:
    """Return the tables."""
    parts = ["# Benchmarks", "", "By `python benchmarks/run.py`. " + ", ".join(
        f"{key} {value}" for key, value in found["machine"].items()) + "."]  # fmt: skip
    parts += table("Both engines, one core each, same bytes", found["engines"])
    if "threads" in found:
        parts += table("One thread against two", [found["threads"]])
        waits = [{"command": name, "seconds": seconds} for name, seconds in found["waits"].items()]
        parts += table("What a user waits for, in seconds", waits)
        parts += table("Larger synthetic countries, ten years, one replication", found["sizes"])
    return "\n".join(parts) + "\n"


def table(title: str, rows: list[dict[str, Any]]) -> list[str]:
    """Return a table of Markdown; its columns are the keys of the rows."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = ["", f"## {title}", "", " | ".join(["", *(c.replace("_", " ") for c in columns), ""]).strip()]
    lines.append("|" + "---|" * len(columns))
    return lines + [" | ".join(["", *(_text(row.get(column, "")) for column in columns), ""]).strip() for row in rows]


def _text(value: object) -> str:
    if not isinstance(value, float):
        return str(value)
    return f"{value:,.3g}" if value < SHOWN_WHOLE_FROM else f"{value:,.0f}"


if __name__ == "__main__":
    main()
