"""The policy in plain words: what it is, and what it changes compared with the baseline."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from diffusion_sim.lab.interventions import intervention_sentence
from diffusion_sim.lab.levers import lever_label
from diffusion_sim.lab.number_field import said
from diffusion_sim.reports.naming import parameter_unit, scenario_description
from diffusion_sim.scenario.declarations import declarations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from diffusion_sim.reports.changed import ChangedScenario
    from diffusion_sim.scenario import Scenario


def policy_in_words(
    sides: tuple[Scenario, Scenario], changed: ChangedScenario, words: Mapping[str, str], language: str
) -> str:
    """Return a heading, the description and lists of changes, as HTML."""
    baseline, policy = sides
    described = escape(scenario_description(policy.name, policy.description, language))
    changes = [*_changes(baseline, policy, words, language), *_others(policy, words, language)]
    own = _listed(changed.note, changed.changes) if changed.changes else ""
    told = _listed(words["changes"], changes) if changes else f"<p>{words['no_changes']}</p>"
    return f"<h2>{words['plain']}</h2><p>{described}</p>{own}{told}"


def _listed(note: str, lines: Iterable[str]) -> str:
    return f"<p>{escape(note)}</p><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _changes(baseline: Scenario, policy: Scenario, words: Mapping[str, str], language: str) -> Iterator[str]:
    """Yield what has another value."""
    for one in declarations().values():
        before, after = (getattr(getattr(side, one.section), one.name) for side in (baseline, policy))
        if before == after:
            continue
        unit = f" ({parameter_unit(one, language)})" if one.low is not None else ""
        shown = {"before": _shown(before, language), "after": _shown(after, language)}
        yield words["change"].format(label=lever_label(one, words, language) + unit, **shown)


def _others(policy: Scenario, words: Mapping[str, str], language: str) -> Iterator[str]:
    """Yield interventions, forms of organisation and partnerships."""
    yield from (intervention_sentence(one, words, language) for one in policy.interventions)
    for kind, tables in (("organisations", policy.organisations), ("partnerships", policy.partnerships)):
        names = ", ".join(dict.fromkeys(one.name for one in tables))
        if names:
            yield words[f"also_{kind}"].format(names=names)


def _shown(value: object, language: str) -> str:
    if isinstance(value, int | float):
        return said(value, language)
    return ", ".join(str(one) for one in value) or "–" if isinstance(value, tuple) else str(value) or "–"
