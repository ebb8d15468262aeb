"""Tables of the page: what it costs, what changed case by case, who copied whom."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from diffusion_sim.lab.number_field import said
from diffusion_sim.reports.naming import measure_label, measure_unit
from diffusion_sim.reports.numbers import shown_interval, shown_number, shown_signed
from diffusion_sim.results.measures.worth import COST

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence

    from diffusion_sim.lab.answering import Answer
    from diffusion_sim.lab.changed_cases import Changed
    from diffusion_sim.lab.copying import Pair

SHOWN_CASES, SHOWN_PAIRS = 100, 15


def html_table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str, empty: str) -> str:
    """Return a table; cells are escaped, and those that begin with a digit or a sign stand to the right."""
    body = "".join("<tr>" + "".join(f"<td{_side(cell)}>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    if not body:
        return f"<p>{escape(empty)}</p>"
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    note = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f'<table class="lab">{note}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def cost_table(answer: Answer, words: Mapping[str, str], language: str) -> str:
    """Return what each kind of public cost is, and what the policy changes in it."""
    effects = [(one, answer.effect(one.key)) for one in COST]
    rows = (
        (f"{measure_label(one, language)} ({measure_unit(one, language)})", shown_number(effect.baseline_mean, language),
         shown_signed(effect.difference, language), shown_interval(effect.low, effect.high, language))
        for one, effect in effects
    )  # fmt: skip
    head = (words["measure"], words["baseline"], words["difference_head"], words["interval"])
    return html_table(head, rows, words["cost_note"].format(n=answer.worlds), words["nothing"])


def changed_table(
    changed: Sequence[Changed], names: Mapping[int, str], worlds: int, page: tuple[Mapping[str, str], str]
) -> str:
    """Return the cases of the first world that one policy put to use and the other did not.

    ``page`` is its words and its language.
    """
    words, language = page
    rows = (
        (names[one.code], one.solution, *(_use(mode, words) for mode in one.modes)) for one in changed[:SHOWN_CASES]
    )
    cut = words["cut"].format(n=SHOWN_CASES) if len(changed) > SHOWN_CASES else ""
    caption = words["one_world"].format(n=worlds, m=said(len(changed), language), cut=cut)
    head = (words["municipality"], words["solution"], words["without"], words["with"])
    return html_table(head, rows, caption, f"{caption} {words['nothing']}")


def copied_table(
    times: tuple[Counter[Pair], Counter[Pair]],
    names: Mapping[int, str],
    worlds: int,
    page: tuple[Mapping[str, str], str],
) -> str:
    """Return the pairs between which most was reused under the policy, and how it was under the baseline.

    ``page`` is its words and its language.
    """
    words, language = page
    often = sorted(times[1].items(), key=lambda item: (-item[1], item[0]))[:SHOWN_PAIRS]
    rows = (
        (names.get(pair[0], str(pair[0])), names.get(pair[1], str(pair[1])), shown_number(times[0][pair], language),
         shown_number(count, language)) for pair, count in often
    )  # fmt: skip
    caption = words["copied_note"].format(n=worlds, m=SHOWN_PAIRS)
    return html_table((words["from"], words["to"], words["without"], words["with"]), rows, caption, words["nothing"])


def _use(mode: str, words: Mapping[str, str]) -> str:
    return words["used"].format(mode=words[mode]) if mode else words["unused"]


def _side(cell: str) -> str:
    return ' class="n"' if cell[:1].isdigit() or cell[:1] in "+−–" else ""
