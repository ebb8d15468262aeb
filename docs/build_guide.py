"""Run every command of the guide, the course and the page on a study of one's own; fill in output, figures, the README's answers.

    python docs/build_guide.py

takes some ten minutes (``--page guide.md`` runs that page alone); results go to a temporary folder. Commands stand in the
pages: a block ```sh is run line by line, a block ```python as it is. ``<!-- output: TEXT -->`` to ``<!-- end -->`` is replaced by the part of what
the last block printed that begins with the line holding TEXT, and ``<!-- figure: FILE -->`` copies a figure.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import math
import os
import re
import shlex
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd

from diffusion_sim.cli.app import exit_status
from diffusion_sim.results.display import format_interval, format_number

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GUIDE = DOCS / "guide.md"
PAGES = (GUIDE, DOCS / "course" / "solutions.md", DOCS / "own-study.md")
README = ROOT / "README.md"
PART = re.compile(
    r"```(?P<kind>sh|python)\n(?P<code>.*?)```|<!-- output: (?P<begins>[^\n]*?) -->\n.*?<!-- end -->|<!-- figure: (?P<file>\S+) -->",
    re.DOTALL,
)
FEW = re.compile(r"(?m)^N = \d+")
"""Replications of the course."""
ANSWERS = re.compile(r"(<!-- answers -->\n).*?(<!-- end -->)", re.DOTALL)
QUICK = (("months", 24), ("burn_in_months", 24))
"""Of a trial run, which no page is written from."""
FEW_DRAWS = (("particles", 10), ("predictive_replications", 5), ("tolerances", [100.0]))
"""Of its calibrations."""


class FailedError(Exception):
    """A command of a page did not work."""


def fill(page: str, replications: int | None) -> tuple[str, list[str]]:
    """Run what a page says in the working directory; return it with what came out, and the figures it shows."""
    shown, figures = "", []
    names: dict[str, Any] = {"__name__": page}

    def filled(part: re.Match[str]) -> str:
        nonlocal shown
        if part["kind"]:
            code = part["code"] if replications is None else FEW.sub(f"N = {replications}", part["code"])
            shown = printed(part["kind"], code, (names, replications))
            return part[0]
        if part["file"]:
            figures.append(part["file"])
            return part[0]
        return f"<!-- output: {part['begins']} -->\n```text\n{passage(shown, part['begins'])}\n```\n<!-- end -->"

    return PART.sub(filled, page), figures


def printed(kind: str, code: str, how: tuple[dict[str, Any], int | None]) -> str:
    """Return what a block prints; Python blocks of a page share their names."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        if kind == "python":
            exec(compile(code, "guide", "exec"), how[0])  # noqa: S102 - that is what the page is for
        else:
            for line in commands(code):
                run(line, how[1])
    return told.getvalue()


def commands(code: str) -> Iterator[list[str]]:
    """Yield the arguments of each command of a block."""
    for line in code.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        if words:
            yield words


def run(words: list[str], replications: int | None) -> None:
    """Run one command as it would be typed."""
    arguments = words[1:]
    if replications is not None and "--replications" in arguments:
        arguments[arguments.index("--replications") + 1] = str(replications)
    if replications is not None and arguments[0] == "fit":
        arguments += ["--runs", "20"]  # the fewest that it takes
    quiet = ["--quiet"] if arguments[0] in {"run", "compare", "sweep", "sensitivity", "calibrate"} else []
    if words[0] != "diffusion-sim" or exit_status([*arguments, *quiet]) != 0:
        raise FailedError(" ".join(words))


def passage(text: str, begins: str) -> str:
    """Return the table or sentence that begins with the line holding some words: until the second blank line, or the first."""
    lines = text.splitlines()
    first = next((number for number, line in enumerate(lines) if begins in line), None)
    if first is None:
        raise FailedError(f"nothing printed holds {begins!r}")
    kept: list[str] = []
    for line in lines[first:]:
        if not line.strip() and (any(set(one) == {"─"} for one in kept) or begins.endswith(":")):
            break
        kept.append(line.rstrip())
    return "\n".join(kept).rstrip()


def prepared(folder: Path, replications: int | None, *, quick: bool) -> None:
    """Copy what the commands read into an empty folder; a trial run simulates few months."""
    shutil.copytree(ROOT / "configs", folder / "configs")
    for part in ("guide", "course", "own-study"):
        shutil.copytree(DOCS / part, folder / "docs" / part)
    for plan in (folder / "docs").rglob("*.toml"):
        text = plan.read_text("utf-8")
        if replications is not None:
            text = re.sub(r"(?m)^replications = \d+", f"replications = {replications}", text)
            for name, value in FEW_DRAWS:
                text = re.sub(rf"(?m)^{name} = .+", f"{name} = {value}", text)
        plan.write_text(text, "utf-8")
    if quick:
        baseline = folder / "configs" / "baseline.toml"
        text = baseline.read_text("utf-8")
        for name, value in QUICK:
            text = re.sub(rf"(?m)^{name} = \d+", f"{name} = {value}", text)
        baseline.write_text(text, "utf-8")


def answers(folder: Path) -> str:
    """Return the README's three questions, answered from the guide's own results."""
    both = pd.read_csv(folder / "nih" / "interactions.csv").set_index("measure").loc["implemented_per_year"]
    cost = pd.read_csv(folder / "budget" / "cost_effectiveness.csv")
    last = cost[(cost["by"] == "all") & (cost["months"] == cost["months"].max())]
    own = pd.read_csv(folder / "own" / "effects_by_horizon.csv")
    reuse = own[
        (own["by"] == "region") & (own["measure"] == "implemented_reused") & (own["months"] == own["months"].max())
    ]
    more = f"{format_number(both['interaction'])} (95 % interval {format_interval(both['low'], both['high'])})"
    holds_zero = int(both["low"] <= 0.0 <= both["high"])
    lines = [
        (
            "1. **Does a prize do more where Not Invented Here is strong?** Ten prizes a year add "
            f"{format_number(both['first_alone'])} implementations a year in the baseline. Where Not Invented Here "
            f"is strong, this changes by {more}.{' The interval contains 0: this run shows no difference.' * holds_zero}"
        ),
        (
            f"2. **Prize, tail or portal for the same money?** More implementations after {last['months'].iloc[0] / 12:g} years: "
            f"{'; '.join(map(_cost, last.to_dict('records')))}."
        ),
        (
            "3. **What does a policy in two regions do?** In a country of 40 places, a portal for Uplands and Coast changes the reused "
            f"solutions implemented over {reuse['months'].iloc[0] / 12:g} years: {'; '.join(map(_region, reuse.to_dict('records')))}."
        ),
    ]
    replications = f"{int(both['replications'])} replications, or as many parameter draws (question 2)"
    source = f"{replications}; model output, not a forecast; commands and figures: [docs/guide.md](docs/guide.md)."
    return "\n".join([*lines, "", source[0].upper() + source[1:], ""])


def _cost(row: dict[Any, Any]) -> str:
    ends = format_interval(float(row["additional_low"]), float(row["additional_high"]))
    ratio = float(row["cost_per_additional"])
    each = "" if math.isnan(ratio) else f" at {format_number(ratio)} thousand DKK of public money each"
    return f"{row['scenario'].replace('_', ' ')} {format_number(float(row['additional']))} ({ends}){each}"


def _region(row: dict[Any, Any]) -> str:
    ends = format_interval(float(row["low"]), float(row["high"]))
    return f"{row['among']} {float(row['difference']):+.0f} ({ends})"


def built(pages: tuple[Path, ...], replications: int | None, *, quick: bool) -> dict[Path, str | bytes]:
    """Return every file that follows from the pages: their text, figures, and the README with its answers."""
    before, files = Path.cwd(), {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        prepared(folder, replications, quick=quick)
        os.chdir(folder)
        try:
            for page in pages:
                text, figures = fill(page.read_text("utf-8"), replications)
                files[page] = text
                files |= {page.parent / page.stem / Path(one).name: (folder / one).read_bytes() for one in figures}
            told = answers(folder / "results" / "guide") if GUIDE in pages else ""
        finally:
            os.chdir(before)
    if told:
        files[README] = ANSWERS.sub(lambda part: part[1] + told + part[2], README.read_text("utf-8"))
    return files


def main() -> None:
    """Write all of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--replications", type=int, help="of each scenario, for a trial: in place of those in the pages"
    )
    parser.add_argument("--page", choices=[page.name for page in PAGES], help="only this one")
    options = parser.parse_args()
    pages = tuple(page for page in PAGES if options.page in {None, page.name})
    for path, content in built(pages, options.replications, quick=False).items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        print(f"wrote {path.relative_to(ROOT).as_posix()}")


if __name__ == "__main__":
    main()
