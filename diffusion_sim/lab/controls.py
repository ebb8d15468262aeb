"""Controls made from the declarations of the parameters; a wrong value gets its sentence beside it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import panel as pn

from diffusion_sim.errors import InputError
from diffusion_sim.lab.levers import MAIN, offered
from diffusion_sim.lab.style import INNER
from diffusion_sim.scenario.declarations import figure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.declarations import Declaration


class Control:
    """One number: a field, what it means, and what is wrong with it."""

    def __init__(self, declared: Declaration, words: Mapping[str, str], changed: Callable[[], None]) -> None:
        self.key, self._declared, self._words, self._changed = declared.key, declared, words, changed
        label = words.get(declared.key, declared.name.replace("_", " "))
        whole = declared.kind == "whole number"
        kind = pn.widgets.IntInput if whole else pn.widgets.FloatInput
        self.field = kind(name=f"{label} ({_short(declared.unit)})", value=None, step=1 if whole else 0.01, width=290)
        self.note = pn.pane.HTML("", stylesheets=[INNER], width=290, margin=(0, 10, 8, 10))
        self.view = pn.Column(self.field, self.note, margin=0)
        self._intervention, self._quiet = "", False
        self.field.param.watch(self._on_change, "value")

    def start(self, scenario: Scenario, value: float | None) -> None:
        """Show the value of a scenario, or another one in its place, without asking anything."""
        self._quiet = True
        self._own = getattr(getattr(scenario, self._declared.section), self._declared.name)
        self.field.value = self._own if value is None else value
        self._quiet = False
        named = [one.name for one in scenario.interventions if one.parameter == self.key]
        self._intervention = self._words["intervened"].format(name=", ".join(named)) if named else ""
        self.check(scenario)

    def change(self) -> tuple[tuple[str, float], ...]:
        """Return the change, if there is one."""
        value = self.field.value
        return () if value is None or value == self._own else ((self.key, value),)

    def check(self, scenario: Scenario) -> bool:
        """Tell whether the value can be used; say beside the field why not."""
        problem = "" if self.field.value is not None else self._words["not_number"]
        try:
            scenario.with_changes(dict(self.change()), "page")
        except InputError as error:
            problem = f"{error.found}; {error.valid}"
        self._tell(problem)
        return not problem

    def _tell(self, problem: str) -> None:
        one = self._declared
        valid = f"{self._words['range']}: {figure(one.low or 0.0)}–{figure(one.high or 0.0)}."
        about = f"<small>{escape(f'{one.meaning} {valid} {one.grade}; {one.source}')}</small>"
        extra = f"<br><small>{escape(self._intervention)}</small>" if self._intervention else ""
        alert = f'<strong class="wrong" role="alert">{escape(problem)}</strong><br>' if problem else ""
        self.note.object = alert + about + extra

    def _on_change(self, _event: Any) -> None:  # noqa: ANN401 - Panel's own
        if not self._quiet:
            self._changed()


class Controls:
    """All levers: the main ones open, the rest folded away by section and made when a section is opened."""

    def __init__(self, words: Mapping[str, str], changed: Callable[[], None]) -> None:
        self._words, self._changed = words, changed
        self._made: dict[str, Control] = {}
        self._scenario: Scenario | None = None
        main = [self._control(key).view for key in MAIN]
        rest = [self._folded(section) for section in dict.fromkeys(one.section for one in offered().values())]
        heading = pn.pane.HTML(f"<h2>{words['main']}</h2>", margin=(0, 10))
        more = pn.pane.HTML(f"<h2>{words['more']}</h2>", margin=(0, 10))
        self.view = pn.Column(heading, *main, more, *rest, width=320)

    def start(self, scenario: Scenario, changes: Mapping[str, float]) -> None:
        """Show a scenario with changes."""
        self._scenario = scenario
        for key in changes:
            self._control(key)
        for key, control in self._made.items():
            control.start(scenario, changes.get(key))

    def changes(self) -> tuple[tuple[str, float], ...] | None:
        """Return all changes, or None when one of them cannot be used."""
        if self._scenario is None:
            return ()
        good = [control.check(self._scenario) for control in self._made.values()]
        return tuple(one for control in self._made.values() for one in control.change()) if all(good) else None

    def _control(self, key: str) -> Control:
        if key not in self._made:
            self._made[key] = Control(offered()[key], self._words, self._changed)
            if self._scenario is not None:
                self._made[key].start(self._scenario, None)
        return self._made[key]

    def _folded(self, section: str) -> Any:  # noqa: ANN401 - Panel's own
        keys = [key for key, one in offered().items() if one.section == section and key not in MAIN]
        button = pn.widgets.Toggle(name=f"{section} ({len(keys)})", value=False, width=290)
        body = pn.Column(margin=0)
        button.param.watch(
            lambda event: setattr(body, "objects", [self._control(key).view for key in keys] if event.new else []),
            "value",
        )
        return pn.Column(button, body, margin=0) if keys else pn.Column(margin=0)


def _short(unit: str) -> str:
    """Return a unit without its explanation."""
    return unit.partition(" (")[0]
