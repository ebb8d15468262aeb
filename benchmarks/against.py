"""Time this checkout against the first version, in turns on one machine: what a user waits for, as ratios.

    git worktree add ../first 9b247b0
    python benchmarks/against.py ../first

Both are run by this Python, each in processes of its own with a cache of compiled code of its own. They simulate the same country,
replication for replication: the first version's baseline, which is ``plentiful_and_alike.toml`` here. A ratio above 1 means
that this checkout is slower; only ratios of one run mean anything. Time is processor time. ``--compile`` measures what the first
command waits for too, with numba's public parts alone besides (some ten minutes).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
COUNTRY = "configs/scenarios/plentiful_and_alike.toml"
TURNS = 3
PRELUDE = f"""
import resource, sys, time, tomllib
from pathlib import Path
import diffusion_sim as ds

FIRST = not Path("{COUNTRY}").exists()

def country(of="baseline", **changes):
    if FIRST:
        return ds.load_scenario(f"configs/{{of}}.toml").with_changes(changes)
    given = tomllib.loads(Path("{COUNTRY}").read_text(encoding="utf-8"))
    same = {{f"{{section}}.{{key}}": value for section, values in given.items() if isinstance(values, dict) for key, value in values.items()}}
    return ds.load_scenario(f"configs/{{of}}.toml").with_changes(same | changes)

def spent(what):
    began = time.process_time()
    what()
    return time.process_time() - began
"""


class Part(NamedTuple):
    """One thing that takes time, and how many times as long it may take as in the first version."""

    name: str
    wanted: str
    code: str
    """Prints seconds of processor time as its last line."""


def replications(of: str) -> str:
    """Return code that times a replication of a scenario; what is compiled or loaded first is not timed."""
    return f"""
scenario = country("{of}")
ds.simulate(scenario, 1, 1, workers=1)
print(spent(lambda: ds.simulate(scenario, 8, 1, workers=1)) / 8)
"""


PRIZES = """
prizes = [country(**{"prize.winners_per_year": 3 + n, "name": f"prize {n}"}) for n in range(%d)]
base = country()
ds.compare(base, prizes[0], replications=1, workers=1)
"""
PARTS = (
    Part("a replication, baseline", "1.3", replications("baseline")),
    Part("a replication, portal", "1.3", replications("scenarios/knowledge_portal")),
    Part("a replication, all mechanisms", "1.3", replications("scenarios/all_mechanisms")),
    Part("the common task, 1,000 replications", "2", """
sys.path.insert(0, "benchmarks/peers")
import with_diffusion_sim as ours
ours.TASKS["si"](1)
print(min(spent(lambda: ours.TASKS["si"](1000)) for _ in range(5)))
"""),
    Part("10,000 municipalities for ten years", "1.3", """
large = country(**{"network.kind": "watts_strogatz", "network.places": "synthetic", "network.size": 10_000,
                   "network.degree": 6, "network.isolated": "allow", "time.burn_in_months": 0, "time.months": 120})
ds.simulate(large.with_changes({"time.months": 2}), 1, 1, workers=1)
seconds = spent(lambda: ds.simulate(large, 2, 1, workers=1)) / 2
print("at most", round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2), "GB")
print(seconds)
"""),
    Part("compare of a baseline and a prize from 2014", "0.75", PRIZES % 1 + """
print(spent(lambda: ds.compare(base, *prizes, replications=24, workers=1)) / 24)
"""),
    Part("a baseline and ten prizes from 2014", "0.6", PRIZES % 10 + """
if FIRST:
    print(spent(lambda: [ds.compare(base, prize, replications=4, workers=1) for prize in prizes]) / 4)
else:
    print(spent(lambda: ds.compare(base, *prizes, replications=4, workers=1)) / 4)
"""),
    Part("a Mesa model of the baseline", "0.2", """
ds.DiffusionModel(country(**{"time.burn_in_months": 0, "time.months": 3}), 1).run()
scenario = country(**{"time.burn_in_months": 36, "time.months": 60})
print(spent(lambda: ds.DiffusionModel(scenario, 1).run()))
"""),
)  # fmt: skip
COMPILE = ["-m", "diffusion_sim", "run", "{scenario}", "--months", "12", "--replications", "1"]
SHARE = "run with 200 replications: share of the simulation in its processor time"


def seconds(tree: Path, code: str) -> tuple[float, str]:
    """Return what code prints last, run in a checkout, and what it prints before."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-c", PRELUDE + code]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"in {tree}: {done.stderr.strip().splitlines()[-1]}")
    *before, last = done.stdout.strip().splitlines()
    return float(last), " ".join(before)


def row(part: Part, other: Path) -> str:
    """Return a row of the table: the median ratio of some turns, and the least and the greatest."""
    turns = [(seconds(ROOT, part.code), seconds(other, part.code)) for _ in range(TURNS)]
    found = [here[0] / there[0] for here, there in turns]
    said = f"; {turns[0][0][1]}, first version {turns[0][1][1]}" if turns[0][0][1] else ""
    return line(part.name, f"{statistics.median(found):.2f} ({min(found):.2f} to {max(found):.2f}){said}", part.wanted)


def line(name: str, found: str, wanted: str) -> str:
    """Return one row of the table."""
    return f"| {name} | {found} | {wanted} |"


def command_seconds(tree: Path, arguments: list[str], **environment: str) -> float:
    """Return the processor time of a command with all that it starts, run in a checkout."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.times()
        subprocess.run(
            [sys.executable, *arguments, "--out", f"{folder}/run"],
            cwd=tree, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(tree), **environment},
        )  # fmt: skip
        after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def first_command(tree: Path, scenario: str, **environment: str) -> float:
    """Return the processor time of a first command, where nothing is compiled yet."""
    with tempfile.TemporaryDirectory() as cache:
        arguments = [one.format(scenario=scenario) for one in COMPILE]
        return command_seconds(tree, arguments, DIFFUSION_SIM_CACHE=cache, **environment)


RUN = """
from diffusion_sim.cli.app import exit_status
from diffusion_sim.simulation import Together
simulated, bring_to = [], Together.bring_to
Together.bring_to = lambda *given: simulated.append(spent(lambda: bring_to(*given)))
import tempfile
with tempfile.TemporaryDirectory() as folder:
    exit_status(["run", "configs/baseline.toml", "--json", "--quiet", "--replications", "{replications}", "--out", folder + "/run"])
print(simulated[0])
print(time.process_time())
"""
"""Prints what was simulated and all that the process took, of the command and in it."""


def share_of_simulation() -> float:
    """Return which part of ``run`` with 200 replications of today's baseline is simulation; loading machine code is not."""
    _, few, many = (seconds(ROOT, RUN.format(replications=number)) for number in (1, 20, 200))  # the first compiles
    simulated = (float(many[1].split()[-1]) - float(few[1].split()[-1])) * 200 / 180
    return simulated / many[0]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path, help="a checkout of the first version")
    parser.add_argument("--compile", action="store_true", help="also what the first command of all waits for")
    asked = parser.parse_args()
    first = asked.first.resolve()
    print(
        "| processor time against the first version | ratio (least to greatest) | wanted: at most |\n| --- | --- | --- |"
    )
    for part in PARTS:
        print(row(part, first), flush=True)
    print(line(SHARE, f"{share_of_simulation():.0%}", "at least 70 %"), flush=True)
    if asked.compile:
        there = first_command(first, "configs/baseline.toml")
        print(line("first command, compiling", f"{first_command(ROOT, COUNTRY) / there:.2f}", "1.25"), flush=True)
        plain = first_command(ROOT, COUNTRY, DIFFUSION_SIM_PLAIN_NUMBA="1")
        print(line("the same with numba's public parts alone", f"{plain / there:.2f}", "3"), flush=True)


if __name__ == "__main__":
    main()
