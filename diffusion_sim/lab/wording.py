"""What the page says, in English and in Danish: words, numbers, levers, interventions, and a policy in plain words."""

from __future__ import annotations

import math
import re
import tomllib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from diffusion_sim.errors import did_you_mean
from diffusion_sim.reports.naming import parameter_label, parameter_unit
from diffusion_sim.results.story import LANGUAGES as STORIES
from diffusion_sim.scenario.declarations import declarations, figure
from diffusion_sim.scenario.values import is_month
from diffusion_sim.words.ready_made import given_name, scenario_description

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from diffusion_sim.reports.figure_words import ChangedScenario
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.declarations import Declaration
    from diffusion_sim.scenario.interventions import Intervention


def _read(language: str) -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name(f"words_{language}.toml").read_text(encoding="utf-8"))


LANGUAGES: Final[dict[str, dict[str, str]]] = {language: _read(language) for language in ("en", "da")}


def hint(name: str, valid: Iterable[str], words: Mapping[str, str]) -> str:
    """Return the nearest valid names, in the page's words."""
    text = did_you_mean(name, valid)
    return text.replace("did you mean", words["mean"]).replace(" or ", words["or"]).replace("valid:", words["valid"])


MAIN = (
    "prize.winners_per_year", "prize.reward", "cliff.unfinished_per_month", "cliff.operation_per_month",
    "funding.tail_months", "portal.hearing_per_month", "appraisal.nih_distrust",
)  # fmt: skip
_FIXED = {"time", "network", "problems", "external", "solutions", "capacity"}
"""Sections that decide how much there is to compute, or that name files: never taken from the page."""


def offered() -> dict[str, Declaration]:
    """Return what the page may change, the main levers first."""
    every = {key: one for key, one in declarations().items() if one.section not in _FIXED and one.low is not None}
    return {key: every[key] for key in MAIN} | every


def lever_label(one: Declaration, words: Mapping[str, str], language: str) -> str:
    """Return what a lever is called: the main ones have names of their own on the page."""
    return words.get(one.key) or parameter_label(one, language)


_THOUSANDS = {"en": re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?"), "da": re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?")}
_SIGNS = {"en": (",", "."), "da": (".", ",")}
LONGEST = 40
"""Letters of a wrong text that are shown again."""


class Limits(NamedTuple):
    """What a number may be."""

    low: float
    high: float
    whole: bool = False

    def problem(self, value: float, text: str, words: Mapping[str, str], language: str) -> str:
        """Return what is wrong with a value that was read from a text, or nothing."""
        told = {"found": text[:LONGEST], "low": said(self.low, language), "high": said(self.high, language)}
        if math.isnan(value):
            return words["not_number"].format(**told)
        if self.whole and value != int(value):
            return words["not_whole"].format(**told)
        return "" if self.low <= value <= self.high else words["outside"].format(**told)


def number_in(text: str, language: str) -> float:
    """Return the number in a text, NaN if there is none; a comma or a point may be the decimal sign."""
    plain = text.strip().replace("−", "-").replace("\u00a0", "").replace(" ", "")
    thousands, decimal = _SIGNS[language]
    if _THOUSANDS[language].fullmatch(plain):
        plain = plain.replace(thousands, "").replace(decimal, ".")
    elif plain.count(",") == 1:
        plain = plain.replace(",", ".")
    try:
        value = float(plain) if plain.isascii() and "_" not in plain else math.nan
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def typed(value: float, language: str) -> str:
    """Return a number as it stands in a field."""
    text = str(int(value)) if value == int(value) else f"{value:.10g}"
    return text.replace(".", ",") if language == "da" else text


def said(value: float, language: str) -> str:
    """Return a number as it stands in a sentence."""
    text = figure(value)
    return text.translate(str.maketrans(",.", ".,")) if language == "da" else text


def intervention_sentence(one: Intervention, words: Mapping[str, str], language: str) -> str:
    """Return what is changed, how, when and where."""
    kind, amount = one.change
    label = lever_label(declarations()[one.parameter], words, language)
    start = (
        words["from_month"].format(month=month_name(one.from_month, language))
        if one.from_month
        else words["from_start"]
    )
    until = words["until_month"].format(month=month_name(one.until_month, language)) if one.until_month else ""
    where = words["only_in"].format(places=places_said(one.municipalities, words)) if one.municipalities else ""
    done = words[kind].format(amount=said(amount, language))
    told = {"label": label, "done": done, "when": start + until, "where": where}
    if one.name == one.parameter:  # moved on the page
        return words["moved_from"].format(**told)
    return words["intervention"].format(name=given_name(one.name, language), **told)


def capital(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def months_from(first_month: str, count: int) -> tuple[str, ...]:
    """Return the months from the first on, as YYYY-MM."""
    year, month = (int(part) for part in first_month.split("-"))
    numbers = range(12 * year + month - 1, 12 * year + month - 1 + count)
    return tuple(f"{number // 12}-{number % 12 + 1:02}" for number in numbers)


def places_said(selectors: Iterable[str], words: Mapping[str, str]) -> str:
    """Return chosen municipalities as people name them."""
    kinds = {"region": words["region_of"], "body": "{name}"}
    parts = (one.partition(":") for one in selectors)
    return ", ".join(kinds[kind].format(name=name) if kind in kinds else kind for kind, _, name in parts)


def month_name(year_month: str, language: str) -> str:
    """Return the month and year of YYYY-MM as people say them."""
    year, month = year_month.split("-")
    return f"{STORIES[language].months[int(month) - 1]} {year}"


def policy_in_words(
    sides: tuple[Scenario, Scenario],
    ready: Scenario,
    changed: ChangedScenario,
    everywhere: Iterable[str],
    page: tuple[Mapping[str, str], str],
) -> str:
    """Return a heading, the description and lists of changes, as HTML.

    ``ready`` is the ready-made policy, ``everywhere`` the keys that hold also where they were not asked for, ``page`` its words and
    its language.
    """
    words, language = page
    baseline, policy = sides
    changes = [*_changes(baseline, policy, words, language), *_others(baseline, policy, words, language)]
    own = _listed(changed.note, changed.changes) if changed.changes else ""
    lead = f"{words['plain_ready']} " if changed.changes else ""
    described = escape(lead + scenario_description(ready.name, ready.description, language))
    told = _listed(words["changes"], changes) if changes else f"<p>{words['no_changes']}</p>"
    labels = ", ".join(lever_label(declarations()[key], words, language) for key in everywhere)
    beyond = f"<p><strong>{escape(words['not_aimed'].format(labels=labels))}</strong></p>" if labels else ""
    return f"<h2>{words['plain']}</h2><p>{described}</p>{own}{told}{beyond}"


def _listed(note: str, lines: Iterable[str]) -> str:
    return f"<p>{escape(note)}</p><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


PRIZE_MONTHS = ("prize.from_month", "prize.until_month")


def _changes(baseline: Scenario, policy: Scenario, words: Mapping[str, str], language: str) -> Iterator[str]:
    """Yield what has another value."""
    for one in declarations().values():
        before, after = (getattr(getattr(side, one.section), one.name) for side in (baseline, policy))
        if before == after:
            continue
        if one.key in PRIZE_MONTHS and not baseline.prize.winners_per_year:
            before = ""  # nobody knows a prize that is not given
        unit = f" ({parameter_unit(one, language)})" if one.low is not None else ""
        shown = {"before": _shown(before, words, language), "after": _shown(after, words, language)}
        yield words["change"].format(label=lever_label(one, words, language) + unit, **shown)


def _others(baseline: Scenario, policy: Scenario, words: Mapping[str, str], language: str) -> Iterator[str]:
    """Yield interventions, also those that only the baseline has, forms of organisation and partnerships."""
    for one in baseline.interventions:
        if one not in policy.interventions:
            yield words["not_in_policy"].format(done=intervention_sentence(one, words, language))
    yield from (intervention_sentence(one, words, language) for one in policy.interventions)
    for kind, tables in (("organisations", policy.organisations), ("partnerships", policy.partnerships)):
        names = ", ".join(dict.fromkeys(given_name(one.name, language) for one in tables))
        if names:
            yield words[f"also_{kind}"].format(names=names)


def _shown(value: object, words: Mapping[str, str], language: str) -> str:
    if isinstance(value, int | float):
        return said(value, language)
    if isinstance(value, tuple):
        return places_said(value, words) or "–"
    return month_name(str(value), language) if is_month(str(value)) else str(value) or "–"
