"""The left-hand side of the page: which policies, which levers, how many replications."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, Any

import panel as pn

from diffusion_sim.lab.page_style import BUTTON, FIELD, INNER, Turns, card, html_pane, select
from diffusion_sim.lab.question import (
    REPLICATIONS_LIMITS,
    SEED_LIMITS,
    Question,
    presets,
    reported_months,
    start_of,
    value_under,
)
from diffusion_sim.lab.targeting import OF_A_PRIZE, Target, group_name, groups_of
from diffusion_sim.lab.wording import (
    MAIN,
    Limits,
    capital,
    intervention_sentence,
    lever_label,
    month_name,
    number_in,
    offered,
    said,
    typed,
)
from diffusion_sim.reports.naming import parameter_meaning, parameter_unit
from diffusion_sim.scenario.declarations import section_name
from diffusion_sim.scenario.parameters import grade_name, source_in
from diffusion_sim.words.ready_made import scenario_title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diffusion_sim.lab.catalogue import Catalogue
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.declarations import Declaration


class NumberField:
    """A field with a button for less and one for more, and the sentence on what is wrong."""

    def __init__(
        self, label: str, limits: Limits, words: Mapping[str, str], language: str, changed: Callable[[], None]
    ) -> None:
        self.limits, self._words, self._language, self._changed = limits, words, language, changed
        self._quiet, self.problem, self.value = False, "", 0.0
        self._step = 1.0 if limits.whole else 0.01
        self.input = pn.widgets.TextInput(name=label, width=200, margin=(4, 4, 4, 0), stylesheets=[FIELD])
        self.wrong = pn.pane.HTML("", stylesheets=[INNER], width=290, margin=0)
        parts = (self.input, self._button("−", -1), self._button("+", 1))
        self.view = pn.Column(pn.Row(*parts, margin=0), self.wrong, margin=0)
        self.input.param.watch(self._on_change, "value")

    def start(self, value: float) -> None:
        """Show a value without asking anything."""
        self._step = 1.0 if self.limits.whole else 10.0 ** math.floor(math.log10(abs(value))) if value else 0.01
        self._quiet = True
        self.input.value = typed(value, self._language)
        self._quiet = False
        self._read()

    def _read(self) -> None:
        text = self.input.value or ""
        value = number_in(text, self._language)
        self.problem = self.limits.problem(value, text, self._words, self._language)
        if not self.problem:
            self.value = int(value) if self.limits.whole else value
        still = self._words["still"].format(value=said(self.value, self._language))
        alert = f'<p class="wrong" role="alert">{escape(self.problem)} {escape(still)}</p>' if self.problem else ""
        self.wrong.object = alert

    def _button(self, sign: str, direction: int) -> Any:  # noqa: ANN401 - Panel's own
        made = pn.widgets.Button(name=sign, width=38, align="end", margin=(4, 0, 4, 4), stylesheets=[BUTTON])
        made.on_click(lambda _: self._move(direction))
        return made

    def _move(self, direction: int) -> None:
        wanted = round(self.value + direction * self._step, 10)
        self.input.value = typed(min(max(wanted, self.limits.low), self.limits.high), self._language)

    def _on_change(self, _event: Any) -> None:  # noqa: ANN401 - Panel's own
        if not self._quiet:
            Turns().take(self._take_over)

    def _take_over(self) -> None:
        """Read what was typed; a refused value changes nothing: question, address and answer stay."""
        self._read()
        if not self.problem:
            self._changed()


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

    def start(self, policy: Scenario, value: float | None) -> None:
        """Show the value of a policy, or another one in its place, without asking anything."""
        self._own = value_under(policy, self.key)
        self.field.start(self._own if value is None else value)
        self._describe(policy)

    def change(self) -> tuple[tuple[str, float], ...]:
        """Return the change, if there is one."""
        return () if self.field.value == self._own else ((self.key, self.field.value),)

    def _describe(self, policy: Scenario) -> None:
        one, words, language = self._declared, self._words, self._language
        grade = f'<span class="grade {one.grade}">{escape(grade_name(one.grade, language))}</span>'
        ends = {"low": said(one.low or 0.0, language), "high": said(one.high or 0.0, language)}
        valid = words["valid_range"].format(**ends, unit=parameter_unit(one, language))
        told = " ".join(filter(None, (self._reaches(), self._intervened(policy))))
        explained = (parameter_meaning(one, language), f"{words['source']}: {source_in(one.source, language)}")
        self.about.object = (
            f'<div class="about">{grade}{escape(valid)} <b>{escape(told)}</b><details><summary>{words["explained"]}'
            f"</summary>{''.join(f'<p>{escape(line)}</p>' for line in explained)}</details></div>"
        )

    def _reaches(self) -> str:
        """Say where and when the parameter always holds; a prize is given to those chosen."""
        follows = self._declared.reach == "municipal" or self._declared.key in OF_A_PRIZE
        return "" if follows else self._words[f"always_{self._declared.reach}"]

    def _intervened(self, policy: Scenario) -> str:
        """Say what the policy itself does to the parameter, if anything."""
        words, own = self._words, [one for one in policy.interventions if one.parameter == self.key]
        done = " ".join(intervention_sentence(one, words, self._language) for one in own)
        return words["intervened"].format(done=done) if own else ""


class Controls:
    """All levers: the main ones open, the rest folded away by section and made when a section is opened."""

    def __init__(self, words: Mapping[str, str], language: str, changed: Callable[[], None]) -> None:
        self._words, self._language, self._changed = words, language, changed
        self._made: dict[str, Control] = {}
        self._policy: Scenario | None = None
        self.main = pn.Column(*(self._control(key).view for key in MAIN), margin=0)
        sections = dict.fromkeys(one.section for one in offered().values())
        self.rest = self._folding(
            f"{words['more']} ({len(offered()) - len(MAIN)})", lambda: [self._section(one) for one in sections]
        )

    def start(self, policy: Scenario, changes: Mapping[str, float]) -> None:
        """Show a policy with changes."""
        self._policy = policy
        for key in changes:
            self._control(key)
        for key, control in self._made.items():
            control.start(policy, changes.get(key))

    def changes(self) -> tuple[tuple[str, float], ...]:
        """Return all changes; where a value was refused, the last one that was not."""
        return tuple(one for control in self._made.values() for one in control.change())

    def _control(self, key: str) -> Control:
        if key not in self._made:
            self._made[key] = Control(offered()[key], self._words, self._language, self._changed)
            if self._policy is not None:
                self._made[key].start(self._policy, None)
        return self._made[key]

    def _section(self, section: str) -> Any:  # noqa: ANN401 - Panel's own
        keys = [key for key, one in offered().items() if one.section == section and key not in MAIN]
        label = f"{section_name(section, self._language)} ({len(keys)})"
        return self._folding(label, lambda: [self._control(key).view for key in keys])

    @staticmethod
    def _folding(label: str, opened: Callable[[], list[Any]]) -> Any:  # noqa: ANN401 - Panel's own
        """Return a button that shows what is made when it is pressed."""
        button = pn.widgets.Toggle(name=label, value=False, width=290, margin=(2, 0), stylesheets=[BUTTON])
        body = pn.Column(margin=(0, 0, 0, 6))

        def show() -> None:
            body.objects = opened() if button.value else []

        button.param.watch(lambda _: Turns().take(show), "value")
        return pn.Column(button, body, margin=0)


class TargetPanel:
    """For whom and from when: three lists, the same for what is ready-made and for levers that are moved."""

    def __init__(self, words: Mapping[str, str], language: str, changed: Callable[[], None]) -> None:
        self._words, self._language, self._changed, self._quiet = words, language, changed, False
        self.where = select(words["where_label"], {}, None, 290)
        self.start, self.until = (select(words[key], {}, None, 138) for key in ("from_label", "until_label"))
        self.view = pn.Column(self.where, pn.Row(self.start, self.until, margin=0), margin=0)
        for one in (self.where, self.start, self.until):
            one.param.watch(self._on_change, "value")

    @property
    def target(self) -> Target:
        """What is chosen."""
        return Target(self.where.value, self.start.value, self.until.value)

    def show(self, target: Target, policy: Scenario, baseline: Scenario) -> None:
        """Offer what a country and a policy allow, and show a choice, without asking anything."""
        months = {month_name(month, self._language): month for month in reported_months(baseline)}
        own, words = start_of(policy, baseline), self._words
        begins = month_name(own, self._language) if own else words["own_always"]
        groups = groups_of(baseline)
        named = {capital(group_name(where, groups, words)): where for where in groups.codes}
        self._quiet = True
        self.where.param.update(options=named, value=target.where)
        self.start.param.update(
            options={begins: ""} | {name: month for name, month in months.items() if name != begins},
            value="" if target.start == own else target.start,
        )
        self.until.param.update(options={words["no_end"]: ""} | months, value=target.until)
        self._quiet = False

    def _on_change(self, _event: Any) -> None:  # noqa: ANN401 - Panel's own
        if not self._quiet:
            self._changed()


WIDTH, NOTHING = 326, ""


class AskPanel:
    """Everything a user can ask with.

    Parameters
    ----------
    ask
        Called when the question has changed.
    """

    def __init__(
        self, catalogue: Catalogue, question: Question, words: Mapping[str, str], language: str, ask: Callable[[], None]
    ) -> None:
        self._catalogue, self._words, self._ask = catalogue, words, ask
        named = {scenario_title(name, language): name for name in catalogue.scenarios}
        named |= {name: name for name in set(catalogue.scenarios) - set(named.values())}  # two with one title
        self._quiet = False
        self.ready = select(
            words["questions"], {words["choose_question"]: NOTHING} | presets(catalogue, words, language), NOTHING, 290
        )
        self.ready.visible = len(self.ready.options) > 1
        self.baseline = select(words["baseline"], named, question.baseline, 290)
        self.policy = select(words["policy"], named, question.policy, 290)
        self.aim = TargetPanel(words, language, ask)
        self.controls = Controls(words, language, ask)
        self.replications = NumberField(words["replications"], REPLICATIONS_LIMITS, words, language, ask)
        self.seed = NumberField(words["seed"], SEED_LIMITS, words, language, ask)
        self.replications.start(question.replications)
        self.seed.start(question.seed)
        self.reset = pn.widgets.Button(name=words["reset"], width=290, margin=(4, 0), stylesheets=[BUTTON])
        self._show(question.target, dict(question.changes))
        self.view = self._layout()
        steps = ((self.ready, self._begin_with), (self.baseline, self._from_elsewhere), (self.policy, self._begin_anew))
        for widget, step in steps:
            widget.param.watch(lambda _, step=step: None if self._quiet else Turns().take(step), "value")
        self.reset.on_click(lambda _: Turns().take(self._begin_anew))

    def question(self) -> Question:
        """Return what is asked; where a value was refused, with the last one that was not."""
        replications, seed = int(self.replications.value), int(self.seed.value)
        return Question(
            self.baseline.value, self.policy.value, self.controls.changes(), replications, seed, self.aim.target
        )

    def _show(self, target: Target, changes: Mapping[str, float]) -> None:
        policy, baseline = (self._catalogue.scenarios[one.value] for one in (self.policy, self.baseline))
        self.controls.start(policy, changes)
        self.aim.show(target, policy, baseline)

    def _begin_with(self) -> None:
        """Ask a ready-made question, with as many replications as before."""
        asked = self.ready.value
        self._quiet = True
        self.baseline.value, self.policy.value, self.ready.value = asked.baseline, asked.policy, NOTHING
        self._quiet = False
        self._show(asked.target, dict(asked.changes))
        self._ask()

    def _from_elsewhere(self) -> None:
        """Measure from another baseline: when the policy begins may be another month."""
        self._show(self.aim.target, dict(self.controls.changes()))
        self._ask()

    def _begin_anew(self) -> None:
        self._show(Target(), {})
        self._ask()

    def _layout(self) -> Any:  # noqa: ANN401 - Panel's own
        words = self._words
        parts = (
            html_pane(f"<h2>{words['ask']}</h2>"), self.ready, self.policy, self.aim.view, self.baseline,
            html_pane(f"<h2 class='next'>{words['main']}</h2><p class='note'>{words['main_note']}</p>"), self.controls.main,
            self.reset,
            self.controls.rest,
            html_pane(f"<h2 class='next'>{words['ensemble']}</h2>"), self.replications.view, self.seed.view,
        )  # fmt: skip
        return pn.Column(card(*parts), width=WIDTH, styles={"max-width": "100%"}, margin=0)
