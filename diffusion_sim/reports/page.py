"""One HTML page from one or more results folders."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from diffusion_sim.reports.answers import HEADLINE, effect_sentence, level_sentence
from diffusion_sim.reports.embedding import embedded_figure
from diffusion_sim.reports.naming import difference_unit, measure_words, quoted, scenario_description, scenario_title
from diffusion_sim.reports.numbers import exchanged, shown_interval, shown_number, shown_signed
from diffusion_sim.reports.parameter_rows import parameter_rows
from diffusion_sim.reports.repeating import repeating_command, scenario_files
from diffusion_sim.reports.words import words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diffusion_sim.reports.changed import ChangedScenario
    from diffusion_sim.reports.reading import SavedResults


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
    environment = Environment(
        loader=PackageLoader("diffusion_sim.reports", "templates"), autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip

    def named(name: str) -> str:
        return changed[name].title if name in changed else scenario_title(name, language)

    environment.filters |= {
        "amount": lambda value: exchanged(f"{value:,.10g}", language),
        "of_difference": lambda unit: difference_unit(unit, language),
        "shown": lambda value: shown_number(value, language),
        "breakable": _breakable,
        "named": named,
        "signed": lambda value: shown_signed(value, language),
    }
    environment.globals["interval"] = lambda low, high: shown_interval(low, high, language)
    parts = [_part(one, language, named) | {"changed": _lists(one, changed)} for one in results]
    page = environment.get_template("report.html.j2")
    return page.render(parts=parts, words=words_in(language), language=language)


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
        "rows": [row | measure_words(row, language) for row in saved.rows],
        "question": _question(saved, language, named),
        "answers": _answers(saved, language, named),
        "posterior": saved.runs[0].get("posterior"),
        "partial": [run for run in saved.runs if run.get("state") == "partial"],
        "figures": [embedded_figure(path) for path in saved.figures],
        "parameters": parameter_rows(scenarios, language),
        "interventions": [(name, one) for name, s in zip(saved.names, scenarios, strict=True)
                          for one in s.get("interventions", [])],
        "files": files,
        "command": repeating_command(saved.runs[0], files),
    }  # fmt: skip


def _lists(saved: SavedResults, changed: Mapping[str, ChangedScenario]) -> list[ChangedScenario]:
    """Return the scenarios of a folder that a user changed."""
    return [changed[name] for name in saved.names if name in changed and changed[name].changes]


def _question(saved: SavedResults, language: str, named: Callable[[str], str]) -> str:
    words = words_in(language)
    baseline, *others = map(named, saved.names)
    if saved.kind == "run":
        return words["run_question"].format(name=quoted(baseline, language))
    names = ", ".join(quoted(name, language) for name in others)
    return words["compare_question"].format(names=names, baseline=quoted(baseline, language))


def _answers(saved: SavedResults, language: str, named: Callable[[str], str]) -> list[str]:
    rows = [row for row in saved.rows if row["measure"] == HEADLINE]
    if saved.kind == "run":
        return [level_sentence(row, language) for row in rows]
    return [effect_sentence(named(row["scenario"]), row, language) for row in rows]
