"""One HTML page, which needs no other file, from one or more results folders."""

from __future__ import annotations

import base64
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from diffusion_sim.errors import DataError, InputError
from diffusion_sim.files import read_bytes, replace_text
from diffusion_sim.reports import naming, sentences
from diffusion_sim.reports.report_parts import (
    SavedResults,
    parameter_rows,
    read_results,
    repeating_command,
    scenario_files,
)
from diffusion_sim.scenario.in_words import Language
from diffusion_sim.words import exchanged, words
from diffusion_sim.words.ready_made import scenario_description, scenario_title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from diffusion_sim.reports.figure_words import ChangedScenario

_ALWAYS: dict[str, Any] = {"from": "", "until": "", "municipalities": []}
_AS_IT_IS: Mapping[str, ChangedScenario] = MappingProxyType({})


def report_html(
    results: Sequence[SavedResults], language: str = "en", changed: Mapping[str, ChangedScenario] = _AS_IT_IS
) -> str:
    """Return a page that loads nothing from anywhere.

    Parameters
    ----------
    changed
        What to say of scenarios that a user changed, by their names in the results.

    Raises
    ------
    InputError
        For an unknown language.
    """
    environment = templates()

    def named(name: str) -> str:
        return changed[name].title if name in changed else scenario_title(name, language)

    environment.filters |= {
        "amount": lambda value: exchanged(f"{value:,.10g}", language),
        "of_difference": lambda unit: naming.difference_unit(unit, language),
        "shown": lambda value: sentences.shown_number(value, language),
        "breakable": _breakable,
        "named": named,
        "signed": lambda value: sentences.shown_signed(value, language),
    }
    environment.globals["channel_words"] = words(language, "channels")
    environment.globals["interval"] = lambda low, high: sentences.shown_interval(low, high, language)
    parts = [_part(one, language, named) | {"changed": _lists(one, changed)} for one in results]
    page = environment.get_template("report.html.j2")
    return page.render(parts=parts, words=naming.words_in(language), language=language)


def templates() -> Environment:
    """Return the package's templates; what they show is escaped, and what they lack is an error."""
    return Environment(
        loader=PackageLoader("diffusion_sim.reports", "templates"), autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def _breakable(key: str) -> Markup:
    """Return a key that a narrow column may break after a dot or underscore, and nowhere else."""
    return Markup("<wbr>").join(re.split(r"(?<=[._])", key))


def _part(saved: SavedResults, language: str, named: Callable[[str], str]) -> dict[str, Any]:
    """Return what the template shows of one folder."""
    scenarios = [run["scenario"] for run in saved.runs]
    files = scenario_files(saved.names, scenarios)
    return {
        "saved": saved,
        "described": [(named(name), text) for name, s in zip(saved.names, scenarios, strict=True)
                      if (text := scenario_description(str(s["name"]), str(s.get("description", "")), language))],
        "rows": [row | naming.measure_words(row, language) for row in saved.rows],
        "channels": _channels(saved, language),
        "question": _question(saved, language, named),
        "answers": _answers(saved, language, named),
        "posterior": saved.runs[0].get("posterior"),
        "partial": [(named(name), run) for name, run in zip(saved.names, saved.runs, strict=True) if run["state"] == "partial"],
        "figures": [embedded_figure(path) for path in saved.figures],
        "parameters": parameter_rows(scenarios, language),
        "interventions": [(name, _ALWAYS | one) for name, s in zip(saved.names, scenarios, strict=True)
                          for one in s.get("interventions", [])],
        "files": files,
        "command": repeating_command(saved.runs[0], files),
    }  # fmt: skip


def _channels(saved: SavedResults, language: str) -> list[dict[str, Any]]:
    """Return each policy whose prize is split: its name, the rows of the split, what is relabelled."""
    split = []
    for name in dict.fromkeys(row["scenario"] for row in saved.channels):
        rows = [row for row in saved.channels if row["scenario"] == name]
        told = [row | naming.channel_words(row, language) for row in rows]
        split.append({"name": name, "rows": told, "relabelled": sentences.relabelled_sentence(rows, language)})
    return split


def _lists(saved: SavedResults, changed: Mapping[str, ChangedScenario]) -> list[ChangedScenario]:
    """Return the scenarios of a folder that a user changed."""
    return [changed[name] for name in saved.names if name in changed and changed[name].changes]


def _question(saved: SavedResults, language: str, named: Callable[[str], str]) -> str:
    words = naming.words_in(language)
    baseline, *others = map(named, saved.names)
    if saved.kind == "run":
        return words["run_question"].format(name=naming.quoted(baseline, language))
    names = Language(language).joined([naming.quoted(name, language) for name in others])
    question = words["compare_question" if len(others) == 1 else "compare_questions"]
    return question.format(names=names, baseline=naming.quoted(baseline, language))


def _answers(saved: SavedResults, language: str, named: Callable[[str], str]) -> list[str]:
    rows = [row for row in saved.rows if row["measure"] == sentences.HEADLINE]
    if saved.kind == "run":
        return [sentences.level_sentence(row, language) for row in rows]
    return [sentences.effect_sentence(named(row["scenario"]), row, language) for row in rows]


_DESCRIPTION = re.compile(r"<dc:title>(.*?)</dc:title>", re.DOTALL)


class EmbeddedFigure(NamedTuple):
    """A figure and what it shows."""

    title: str
    address: str


def embedded_figure(path: Path) -> EmbeddedFigure:
    """Return an SVG as a data address: as a picture it can neither load anything nor run scripts.

    Raises
    ------
    DataError
        If the file is no SVG.
    """
    content = read_bytes(path)
    if b"<svg" not in content[:2000] or b"</svg>" not in content[-200:]:
        raise DataError(path.as_posix(), "is not a whole SVG figure", "run again to draw it anew")
    found = _DESCRIPTION.search(content.decode("utf-8", errors="replace"))
    title = found.group(1).strip() if found else path.stem.replace("_", " ")
    return EmbeddedFigure(title, "data:image/svg+xml;base64," + base64.b64encode(content).decode())


def write_report(folders: Sequence[Path], out: Path, language: str = "en") -> Path:
    """Write one HTML file about one or more results folders, and return it.

    Raises
    ------
    InputError
        If a folder cannot be used, or the file cannot be written.
    """
    page = report_html([read_results(folder) for folder in folders], language)
    try:
        replace_text(out, page)
    except OSError as error:
        raise InputError(out.as_posix(), f"cannot be written ({error.strerror})", "name a file with --out") from None
    return out
