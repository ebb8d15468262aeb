"""An answer in words and numbers: sentence, four numbers, and tables."""

from __future__ import annotations

from functools import cached_property
from html import escape
from math import isfinite
from typing import TYPE_CHECKING

from diffusion_sim.lab.charts import bands
from diffusion_sim.lab.four_answers import (
    FourAnswers,
    Page,
    Times,
    answer_cards,
    answer_sentence,
    four_answers,
    two_digits,
)
from diffusion_sim.lab.kept_results import give_back
from diffusion_sim.lab.municipality_counts import Copying, changed_cases, gains, monthly_maps
from diffusion_sim.lab.prize_parts import can_be_split, split_rows, split_table
from diffusion_sim.lab.question import ALL_YEARS, start_of
from diffusion_sim.lab.targeting import EVERYBODY, group_name, groups_of
from diffusion_sim.lab.wording import capital, said
from diffusion_sim.reports.naming import measure_label, measure_unit
from diffusion_sim.reports.sentences import shown_interval, shown_number, shown_signed
from diffusion_sim.results.measures import COST, measure
from diffusion_sim.scenario.values import month_number, month_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diffusion_sim.lab.answer import Answer, Watch
    from diffusion_sim.lab.charts import Columns
    from diffusion_sim.lab.municipality_counts import Changed, Copied, Gain, Values
    from diffusion_sim.results.intervals import PairedDifference


WORTH = ("value_per_month", "own_percent")


def on_page(answer: Answer, key: str, words: Mapping[str, str], language: str) -> tuple[PairedDifference, str]:
    """Return what the policy changes in a measure, and its unit: sums of money over all years as a mean of them."""
    unit = measure_unit(measure(key), language)
    if not key.endswith("million_dkk"):
        return answer.effect(key), unit
    return answer.per_year(key), words["a_year"].format(unit=unit)


SHOWN_CASES, SHOWN_PAIRS = 100, 15


def html_table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str, empty: str) -> str:
    """Return a table; cells are escaped, and those that begin with a digit or a sign stand to the right."""
    cells = ("".join(f"<td{_side(cell)}>{escape(cell)}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    if not body:
        return f"<p>{escape(empty)}</p>"
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    note = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f'<table class="lab">{note}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def cost_table(answer: Answer, words: Mapping[str, str], language: str) -> str:
    """Return what each kind of public cost is and what it is worth, and what the policy changes in it."""
    effects = [(one, *on_page(answer, one.key, words, language)) for one in (*COST, *map(measure, WORTH))]
    rows = (
        (f"{measure_label(one, language)} ({unit})", shown_number(effect.baseline_mean, language),
         shown_signed(effect.difference, language), shown_interval(effect.low, effect.high, language))
        for one, effect, unit in effects
    )  # fmt: skip
    head = (words["measure"], words["baseline"], words["difference_head"], words["interval"])
    return html_table(
        head, rows, words["cost_note"].format(n=answer.replications, years=years_of(answer)), words["nothing"]
    )


def years_of(answer: Answer) -> str:
    """Return the reported years, as 2014–2023."""
    baseline = answer.comparison.baseline
    first = month_number(baseline.context.first_month)
    last = first + baseline.runs[0].end - baseline.runs[0].first - 1
    return "–".join(dict.fromkeys(month_text(month)[:4] for month in (first, last)))


def gains_table(answer: Answer, where: str, page: Page) -> str:
    """Return which municipalities have more implemented: by region and size, and those chosen against the rest."""
    words, language = page
    groups = groups_of(answer.sides[0].context.scenario)
    rows = {key: codes for key, codes in groups.codes.items() if key.partition(":")[0] in {"region", "size"}}
    named = {capital(group_name(key, groups, words)): codes for key, codes in rows.items() if key != where}
    if where:
        chosen = capital(group_name(where, groups, words))
        others = groups.codes[EVERYBODY] - groups.codes[where]
        named = {words["chosen"].format(name=chosen): groups.codes[where], words["others"]: others} | named
    found = gains(*answer.sides, list(named.values()))
    cells = (
        (f"{name} ({len(codes)})", shown_number(one.before, language), _with_half(one, page), _share(one, page))
        for (name, codes), one in zip(named.items(), found, strict=True)
    )
    head = (words["who"], words["without"], words["difference_head"], "%")
    caption = words["gains_note"].format(n=answer.replications, m=len(named))
    return html_table(head, cells, caption, words["nothing"])


def _share(one: Gain, page: Page) -> str:
    return two_digits(100.0 * one.difference / one.before, page[1]) if one.before and one.stands_out else "–"


def changed_table(
    changed: Sequence[Changed], names: Mapping[int, str], replications: int, page: tuple[Mapping[str, str], str]
) -> str:
    """Return the cases of the first replication that one policy implemented and the other did not.

    ``page`` is its words and its language.
    """
    words, language = page
    rows = (
        (names[one.code], one.solution, *(_use(mode, words) for mode in one.modes)) for one in changed[:SHOWN_CASES]
    )
    cut = words["cut"].format(n=SHOWN_CASES) if len(changed) > SHOWN_CASES else ""
    caption = words["one_replication"].format(n=replications, m=said(len(changed), language), cut=cut)
    head = (words["municipality"], words["solution"], words["without"], words["with"])
    return html_table(head, rows, caption, f"{caption} {words['nothing']}")


def copied_table(
    copying: Copying, names: Mapping[int, str], answer: Answer, page: tuple[Mapping[str, str], str]
) -> str:
    """Return the pairs between which most was reused on both sides together, and what the policy changed.

    ``page`` is its words and its language.
    """
    words, language = page
    often = copying.most_frequent(SHOWN_PAIRS)
    rows = (
        (names.get(one.teacher, str(one.teacher)), names.get(one.learner, str(one.learner)),
         shown_number(one.before, language), shown_number(one.after, language), _with_half(one, page))
        for one in often
    )  # fmt: skip
    caption = words["copied_note"].format(n=answer.replications, m=len(often), years=years_of(answer))
    head = (words["from"], words["to"], words["without"], words["with"], words["difference_head"])
    return html_table(head, rows, caption, words["nothing"])


def _with_half(one: Copied | Gain, page: Page) -> str:
    """Return a difference with half of its interval, and whether chance may explain it."""
    words, language = page
    half = f" ± {shown_number(one.half, language)}" if isfinite(one.half) else ""
    return shown_signed(one.difference, language) + half + ("" if one.stands_out else f" ({words['chance']})")


def _use(mode: str, words: Mapping[str, str]) -> str:
    return words["used"].format(mode=words[mode]) if mode else words["unused"]


def _side(cell: str) -> str:
    return ' class="n"' if cell[:1].isdigit() or cell[:1] in "+−–" else ""


class Prepared:
    """An answer with what is said, drawn and listed of it; each is computed once, when first asked for.

    Parameters
    ----------
    titles
        What baseline and policy are called.
    page
        Its words and its language.
    where
        For which municipalities the policy is.
    """

    def __init__(self, answer: Answer, titles: tuple[str, str], page: Page, where: str = EVERYBODY) -> None:
        self.answer, self.titles, self.page, self._where = answer, titles, page, where
        self._words, self._language = page
        self._names = {place.code: place.name for place in answer.comparison.baseline.context.places}
        self._maps: dict[str, dict[str, Values]] = {}
        self.made_of = ""
        """What a prize adds, in parts; empty as long as nobody has asked for it."""

    def warm(self, measure: str, side: str) -> Prepared:
        """Compute what will be shown at once; lists over all replications wait for the last answer."""
        _ = self.sentence, self.numbers, self.bands, self.changed
        self.map_values(measure, side)
        if self.answer.last:
            _ = self.gains, self.cost, self.copied, self.has_prize
        for result in self.answer.sides:
            result.forget()
        give_back()
        return self

    @cached_property
    def times(self) -> Times:
        """From when the policy holds, and until when it is followed."""
        baseline, policy = (side.context.scenario for side in self.answer.sides)
        run, first = self.answer.sides[0].runs[0], month_number(baseline.time.first_month)
        starts = start_of(policy, baseline)
        begins = max(month_number(starts), first) if starts != ALL_YEARS else first
        return Times(begins - first, begins, first + run.end - run.first - 1)

    @cached_property
    def four(self) -> FourAnswers:
        """The numbers of the first card."""
        return four_answers(self.answer, self.times.before)

    @cached_property
    def sentence(self) -> str:
        """The answer in a sentence with its interval."""
        return answer_sentence(self.four, self.titles, self.page)

    @cached_property
    def numbers(self) -> str:
        """The four answers."""
        return answer_cards(self.four, self.times, self.page)

    @cached_property
    def bands(self) -> tuple[Columns, Columns, Columns]:
        """The curves of both sides and their difference."""
        return bands(self.answer.comparison)

    @cached_property
    def changed(self) -> tuple[Changed, ...]:
        """The cases of the first replication that differ."""
        return changed_cases(self.answer.comparison, self._language)

    @cached_property
    def copying(self) -> Copying:
        """Who copied whom under the baseline and under the policy."""
        comparison = self.answer.comparison
        return Copying(comparison.baseline, comparison.others[0])

    @cached_property
    def has_prize(self) -> bool:
        """Whether there is a prize to be split."""
        return can_be_split(self.answer)

    def split(self, watch: Watch) -> None:
        """Simulate with channels of the prize switched off; it takes about as long as the answer."""
        self.made_of = split_table(split_rows(self.answer, watch), self.page)

    @cached_property
    def gains(self) -> str:
        """The table of who gains."""
        return gains_table(self.answer, self._where, self.page)

    @cached_property
    def cost(self) -> str:
        """The table of public cost."""
        return cost_table(self.answer, self._words, self._language)

    @cached_property
    def copied(self) -> str:
        """The table of who copied whom."""
        return copied_table(self.copying, self._names, self.answer, (self._words, self._language))

    def changed_of(self, code: int) -> str:
        """Return the table of what changed, of one municipality or (0) of all."""
        cases = [one for one in self.changed if code in (0, one.code)]
        return changed_table(cases, self._names, self.answer.replications, (self._words, self._language))

    def map_values(self, measure: str, side: str) -> Values:
        """Return the baseline's, the policy's or their difference, by place and month."""
        if measure not in self._maps:
            effect = self.answer.comparison
            self._maps[measure] = monthly_maps(effect.baseline, effect.others[0], measure)
        return self._maps[measure][side]
