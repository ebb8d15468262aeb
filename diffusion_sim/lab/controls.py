"""Controls made from the declarations of the parameters."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import panel as pn

from diffusion_sim.lab.interventions import intervention_sentence
from diffusion_sim.lab.levers import MAIN, lever_label, offered
from diffusion_sim.lab.number_field import Limits, NumberField, said
from diffusion_sim.lab.style import BUTTON, INNER
from diffusion_sim.reports.naming import (
    grade_label,
    parameter_meaning,
    parameter_unit,
    section_label,
    source_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.declarations import Declaration
    from diffusion_sim.scenario.intervention import Intervention


class Control:
    """One parameter: a field, how well it is known, what it means."""

    def __init__(
        self, declared: Declaration, words: Mapping[str, str], language: str, changed: Callable[[], None]
    ) -> None:
        self.key, self._declared, self._words, self._language = declared.key, declared, words, language
        label = lever_label(declared, words, language)
        limits = Limits(declared.low or 0.0, declared.high or 0.0, declared.kind == "whole number")
        self.field = NumberField(label, limits, words, language, changed)
        self.about = pn.pane.HTML("", stylesheets=[INNER], width=290, margin=(0, 0, 10, 0))
        self.view = pn.Column(self.field.view, self.about, margin=0)

    def start(self, scenario: Scenario, value: float | None) -> None:
        """Show the value of a scenario, or another one in its place, without asking anything.

        What the scenario itself changes by an intervention is locked: another value would hold before it only.
        """
        self._own = getattr(getattr(scenario, self._declared.section), self._declared.name)
        interventions = [one for one in scenario.interventions if one.parameter == self.key]
        self.field.start(self._own if value is None or interventions else value)
        (self.field.lock if interventions else self.field.unlock)()
        self._describe(interventions)

    def change(self) -> tuple[tuple[str, float], ...]:
        """Return the change, if there is one."""
        return () if self.field.value == self._own else ((self.key, self.field.value),)

    def _describe(self, interventions: list[Intervention]) -> None:
        one, words, language = self._declared, self._words, self._language
        grade = f'<span class="grade {one.grade}">{escape(grade_label(one.grade, language))}</span>'
        ends = {"low": said(one.low or 0.0, language), "high": said(one.high or 0.0, language)}
        valid = words["valid_range"].format(**ends, unit=parameter_unit(one, language))
        meaning, source = parameter_meaning(one, language), source_text(one.source, language)
        done = " ".join(intervention_sentence(one, words, language) for one in interventions)
        told = words["intervened"].format(done=done) if interventions else ""
        self.about.object = (
            f'<div class="about">{grade}{escape(valid)}<br>{escape(meaning)} {f"<b>{escape(told)}</b>" if told else ""}'
            f"<details><summary>{words['source']}</summary>{escape(source)}</details></div>"
        )


class Controls:
    """All levers: the main ones open, the rest folded away by section and made when a section is opened."""

    def __init__(self, words: Mapping[str, str], language: str, changed: Callable[[], None]) -> None:
        self._words, self._language, self._changed = words, language, changed
        self._made: dict[str, Control] = {}
        self._scenario: Scenario | None = None
        self.main = pn.Column(*(self._control(key).view for key in MAIN), margin=0)
        sections = dict.fromkeys(one.section for one in offered().values())
        self.rest = self._folding(
            f"{words['more']} ({len(offered()) - len(MAIN)})", lambda: [self._section(one) for one in sections]
        )

    def start(self, scenario: Scenario, changes: Mapping[str, float]) -> None:
        """Show a scenario with changes."""
        self._scenario = scenario
        for key in changes:
            self._control(key)
        for key, control in self._made.items():
            control.start(scenario, changes.get(key))

    def changes(self) -> tuple[tuple[str, float], ...] | None:
        """Return all changes, or None when one of them cannot be used."""
        controls = self._made.values()
        if any(control.field.problem for control in controls):
            return None
        return tuple(one for control in controls for one in control.change())

    def _control(self, key: str) -> Control:
        if key not in self._made:
            self._made[key] = Control(offered()[key], self._words, self._language, self._changed)
            if self._scenario is not None:
                self._made[key].start(self._scenario, None)
        return self._made[key]

    def _section(self, section: str) -> Any:  # noqa: ANN401 - Panel's own
        keys = [key for key, one in offered().items() if one.section == section and key not in MAIN]
        label = f"{section_label(section, self._language)} ({len(keys)})"
        return self._folding(label, lambda: [self._control(key).view for key in keys])

    @staticmethod
    def _folding(label: str, opened: Callable[[], list[Any]]) -> Any:  # noqa: ANN401 - Panel's own
        """Return a button that shows what is made when it is pressed."""
        button = pn.widgets.Toggle(name=label, value=False, width=290, margin=(2, 0), stylesheets=[BUTTON])
        body = pn.Column(margin=(0, 0, 0, 6))
        button.param.watch(lambda event: setattr(body, "objects", opened() if event.new else []), "value")
        return pn.Column(button, body, margin=0)
