"""A few answers side by side: kept in the address, compared with the first of them in the same replications."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlencode

import panel as pn

from diffusion_sim.lab.four_answers import kroner, two_digits
from diffusion_sim.lab.page_style import Turns, button, html_pane
from diffusion_sim.lab.wording import month_name
from diffusion_sim.reports.sentences import HEADLINE, shown_interval, shown_number, shown_signed
from diffusion_sim.results.intervals import PairedDifference, paired_difference
from diffusion_sim.scenario.values import month_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import numpy as np
    import numpy.typing as npt

    from diffusion_sim.lab.answer_tables import Prepared
    from diffusion_sim.lab.four_answers import FourAnswers, Page
    from diffusion_sim.lab.question import Question

MOST = 5
_BETWEEN = "|"
"""Questions in the address."""
_WIDE, _HIGH = 150, 14
"""Pixels of the drawing of an interval."""


class Kept(NamedTuple):
    """An answer that is kept, without the results that it was taken from."""

    question: Question
    title: str
    four: FourAnswers
    seen: int | None
    """Number of the month from which it can be seen."""
    used: npt.NDArray[np.float64]
    """Solutions implemented a year under the policy, replication by replication."""

    def replications(self) -> tuple[str, int, int]:
        """Return what two answers must share to be compared replication by replication."""
        return self.question.baseline, self.question.seed, self.used.size


def kept_of(question: Question, prepared: Prepared) -> Kept:
    """Return what of an answer is kept."""
    lead, seen = prepared.four.lead.months, None
    if prepared.four.clear and not math.isinf(lead):
        seen = prepared.times.begins + int(lead)
    return Kept(question, prepared.titles[1], prepared.four, seen, prepared.answer.values(HEADLINE)[1])


def questions_in(text: str) -> Iterator[dict[str, str]]:
    """Yield the questions in an address, each as an address of its own."""
    for part in filter(None, text.split(_BETWEEN)[:MOST]):
        yield dict(parse_qsl(part))


class Tray:
    """The card with the answers side by side.

    Parameters
    ----------
    keep
        Called when the answer that is shown shall be kept.
    moved
        Called when the address has to be written anew.
    """

    def __init__(self, page: Page, keep: Callable[[], None], moved: Callable[[], None]) -> None:
        self._page, self._moved = page, moved
        self.kept: list[Kept] = []
        self.waiting: list[Question] = []
        words = page[0]
        self.add_button, self.clear_button = (button(words[key]) for key in ("keep", "clear_kept"))
        self.add_button.on_click(lambda _: Turns().take(keep))
        self.clear_button.on_click(lambda _: Turns().take(self._clear))
        self.table = html_pane()
        self.view = pn.Column(html_pane(f"<h2>{words['tray']}</h2>"), self.table,
                              pn.FlexBox(self.add_button, self.clear_button), margin=0)  # fmt: skip
        self._show()

    def add(self, kept: Kept) -> None:
        """Keep an answer; the same question is kept once, and of too many the oldest goes."""
        self.waiting = [one for one in self.waiting if one != kept.question]
        others = [one for one in self.kept if one.question != kept.question]
        self.kept = [*others, kept][-MOST:]
        self._show()
        self._moved()

    def to_query(self) -> dict[str, str]:
        """Return the part of the address that keeps the same questions."""
        questions = [*(one.question for one in self.kept), *self.waiting]
        text = _BETWEEN.join(urlencode(one.to_query()) for one in questions)
        return {"kept": text} if text else {}

    def _clear(self) -> None:
        self.kept, self.waiting = [], []
        self._show()
        self._moved()

    def _show(self) -> None:
        self.clear_button.visible = bool(self.kept)
        self.table.object = tray_table(self.kept, self._page, self.to_query())


def tray_table(kept: list[Kept], page: Page, query: Mapping[str, str]) -> str:
    """Return the answers side by side, as HTML; ``query`` is what a link to one of them has to keep."""
    words = page[0]
    if not kept:
        return f"<p class='note'>{escape(words['tray_empty'])}</p>"
    reach = max(abs(end) for one in kept for end in (0.1, one.four.more.difference, one.four.more.low, one.four.more.high)
                if not math.isnan(end))  # fmt: skip
    columns = ("since_column", "price_column", "itself_column", "instead_column", "first_column")
    head = (
        f"<th scope='col'>{escape(words['policy'])}</th><th scope='col' colspan='2'>{escape(words['more_column'])}</th>"
    )
    head += "".join(f"<th scope='col'>{escape(words[key])}</th>" for key in columns)
    rows = "".join(f"<tr>{''.join(_cells(one, kept[0], reach, page, query))}</tr>" for one in kept)
    note = f"<p class='note'>{escape(words['tray_note'])}</p>"
    return f"<div class='wide' tabindex='0'><table class='lab tray'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{note}"


def _cells(one: Kept, first: Kept, reach: float, page: Page, query: Mapping[str, str]) -> Iterator[str]:
    words, language = page
    address = urlencode(one.question.to_query() | {"lang": language} | dict(query))
    yield f'<th scope="row"><a href="?{escape(address)}">{escape(one.title)}</a></th>'
    more = one.four.more
    yield _number(
        shown_signed(more.difference, language),
        _ends(more, page),
        f"{two_digits(one.four.more_percent.value, language)} %",
    )
    yield f"<td>{_drawn(more, reach)}</td>"
    yield _number(words["not_seen"] if one.seen is None else month_name(month_text(one.seen), language))
    priced = more.low > 0.0 and not math.isnan(one.four.price.low)
    low, high = (kroner(end, page) for end in one.four.price[1:]) if priced else ("", "")
    yield (
        _number(kroner(one.four.price.value, page), words["both"].format(low=low, high=high))
        if priced
        else _number("–")
    )
    yield _number(shown_number(one.four.itself.difference, language))
    own = one.four.instead["implemented_own_per_year"]
    yield _number(shown_signed(own.difference, language), _ends(own, page))
    yield _against(one, first, page)


def _against(one: Kept, first: Kept, page: Page) -> str:
    """Return the difference to the first one, replication by replication."""
    if one is first or one.replications() != first.replications():
        return _number("–")
    gap = paired_difference(first.used, one.used)
    clear = gap.low > 0.0 or gap.high < 0.0
    return _number(shown_signed(gap.difference, page[1]), _ends(gap, page), "" if clear else page[0]["chance"])


def _ends(effect: PairedDifference, page: Page) -> str:
    return shown_interval(effect.low, effect.high, page[1])


def _number(big: str, *small: str) -> str:
    below = "".join(f"<br><small>{escape(line)}</small>" for line in small if line)
    return f'<td class="n">{escape(big)}{below}</td>'


def _drawn(effect: PairedDifference, reach: float) -> str:
    """Return a line from end to end of an interval and a dot in its middle, on one scale for all rows."""
    at = [_WIDE / 2 * (1 + end / reach * 0.95) for end in (effect.low, effect.difference, effect.high)]
    low, middle, high = (at[1] if math.isnan(x) else x for x in at)
    line = f'<line x1="{low:.1f}" x2="{high:.1f}" y1="7" y2="7" stroke="#0072b2" stroke-width="4"/>'
    zero = f'<line x1="{_WIDE / 2}" x2="{_WIDE / 2}" y1="0" y2="{_HIGH}" stroke="#7b8794"/>'
    dot = f'<circle cx="{middle:.1f}" cy="7" r="4" fill="#12355b"/>'
    return f'<svg width="{_WIDE}" height="{_HIGH}" aria-hidden="true">{zero}{line}{dot}</svg>'
