"""Four plain answers: how many more, from when it can be seen, what one more costs, and what it takes the place of."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import bdtr, stdtrit

from diffusion_sim.lab.wording import month_name
from diffusion_sim.reports.naming import quoted
from diffusion_sim.reports.sentences import HEADLINE, shown_interval, shown_number, shown_signed
from diffusion_sim.results.display import NOTHING
from diffusion_sim.results.intervals import CONFIDENCE, PairedDifference, paired_difference
from diffusion_sim.results.measures import MODES
from diffusion_sim.scenario.values import month_text
from diffusion_sim.words import exchanged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from diffusion_sim.lab.answer import Answer
    from diffusion_sim.results.reported_run import ReportedRun

    Numbers = npt.NDArray[np.float64]

INSTEAD = (
    "implemented_own_per_year", "duplicated_per_year", "implemented_copy_per_year", "implemented_adapt_per_year",
    "implemented_inspired_per_year",
)  # fmt: skip
COST, ITSELF = "cost_million_dkk", ("prizes_million_dkk", "portal_million_dkk")
"""All public cost, and what is spent on a policy as such."""
_TAIL = 0.5 - CONFIDENCE / 2


class Ratio(NamedTuple):
    """A ratio of two means with its 95 % interval; the ends are NaN where there is none."""

    value: float
    low: float
    high: float


class Lead(NamedTuple):
    """From when a policy stays ahead of the baseline, in months since it began: the middle replication."""

    months: float
    """Infinite where it is not before the end."""
    low: float
    high: float
    """95 % interval of the median."""
    ahead: int
    """Replications in which it is ahead at the end."""


class FourAnswers(NamedTuple):
    """What the first card says."""

    more: PairedDifference
    """Solutions implemented a year."""
    more_percent: Ratio
    lead: Lead
    noise: float
    """How far the count of one year lies from its mean in 95 % of replications, without any policy."""
    price: Ratio
    """Million DKK of public cost for each more."""
    price_itself: Ratio
    """Of this what is spent on the policy as such."""
    spent: PairedDifference
    """Million DKK of public cost a year."""
    itself: PairedDifference
    """Million DKK spent on the policy as such a year."""
    instead: Mapping[str, PairedDifference]
    """By key of the measure."""

    @property
    def clear(self) -> bool:
        """Whether chance does not explain the first answer."""
        return self.more.low > 0.0 or self.more.high < 0.0


def four_answers(answer: Answer, begins: int) -> FourAnswers:
    """Return the answers; ``begins`` is the policy's first month, counted from the first reported one."""
    before, after = answer.values(HEADLINE)
    extra = after - before
    years = answer.sides[0].runs[0].years
    spent = {key: np.subtract(*reversed(answer.values(key))) / years for key in (COST, *ITSELF)}
    own = np.sum([spent[key] for key in ITSELF], axis=0)
    used_before, used_after = (np.array([_used_by_month(run) for run in side.runs]) for side in answer.sides)
    return FourAnswers(
        more=paired_difference(before, after),
        more_percent=ratio_of_means(100.0 * extra, before),
        lead=lead_of(used_before, used_after, begins),
        noise=_noise(used_before),
        price=ratio_of_means(spent[COST], extra),
        price_itself=ratio_of_means(own, extra),
        spent=answer.per_year(COST),
        itself=paired_difference(np.zeros(len(own)), own),
        instead={key: paired_difference(*answer.values(key)) for key in INSTEAD},
    )


def ratio_of_means(above: Numbers, below: Numbers) -> Ratio:
    """Return the ratio of two means over replications with Fieller's interval; none where the mean below may be 0."""
    count, a, b = len(above), float(above.mean()), float(below.mean())
    value = a / b if b else math.nan
    if count < 2:  # noqa: PLR2004 - a spread needs two
        return Ratio(value, math.nan, math.nan)
    error = np.cov(above, below) * float(stdtrit(count - 1, 1.0 - _TAIL)) ** 2 / count
    first, middle, last = b * b - error[1, 1], a * b - error[0, 1], a * a - error[0, 0]
    if first <= 0.0:
        return Ratio(value, math.nan, math.nan)
    half = math.sqrt(max(middle * middle - first * last, 0.0))
    return Ratio(value, (middle - half) / first, (middle + half) / first)


def lead_of(before: Numbers, after: Numbers, begins: int) -> Lead:
    """Return from when all implemented so far stays above the baseline's, or below it where the mean ends below.

    Both have shape (replications, reported months).
    """
    gap = (after - before).cumsum(axis=1)
    gap *= -1.0 if gap[:, -1].mean() < 0.0 else 1.0
    months = gap.shape[1]
    behind = gap <= 0.0
    since = np.where(behind.any(axis=1), months - np.argmax(behind[:, ::-1], axis=1), begins).astype(np.float64)
    since = np.where(since == months, np.inf, np.maximum(since - begins, 0.0))
    return Lead(float(np.sort(since)[(len(since) - 1) // 2]), *median_interval(since), int((~behind[:, -1]).sum()))


def median_interval(values: Numbers) -> tuple[float, float]:
    """Return the 95 % interval of a median, whose ends are values themselves; NaN below six values."""
    ranked, count = np.sort(values), len(values)
    rank = int((bdtr(np.arange(count), count, 0.5) <= _TAIL).sum())
    return (float(ranked[rank - 1]), float(ranked[count - rank])) if rank else (math.nan, math.nan)


def _used_by_month(run: ReportedRun) -> Numbers:
    used: Numbers = np.sum([run.column(f"implemented_{mode}") for mode in MODES], axis=0)
    return used


def _noise(used: Numbers) -> float:
    """Return the 95 % range, as ±, of the count of the last year between replications."""
    last_year = used[:, -12:].sum(axis=1)
    return float(1.96 * last_year.std(ddof=1)) if len(last_year) > 1 else math.nan


Page = tuple["Mapping[str, str]", str]
"""The page's words and its language."""


class Times(NamedTuple):
    """Numbers of months."""

    before: int
    """Shown months before the policy begins."""
    begins: int
    """First month of the policy, or the first that is shown where it holds from before."""
    last: int
    """Last month that is shown."""


def answer_sentence(four: FourAnswers, names: tuple[str, str], page: Page) -> str:
    """Return the answer in one sentence; ``names`` are those of baseline and policy."""
    words, language = page
    said = _facts(four, page) | {
        key: quoted(name, language) for key, name in zip(("baseline", "policy"), names, strict=True)
    }
    return words[f"sentence_{verdict_of(four.more.low, four.more.high)}"].format(**said)


def answer_cards(four: FourAnswers, times: Times, page: Page) -> str:
    """Return the four answers, each with its interval, as HTML."""
    words = page[0]
    parts = (
        _card("more", *_more(four, page), words),
        _card("since", *_since(four, times, page), words),
        _card("price", *_price(four, page), words),
        _card("instead", "", [], words, _instead(four, page)),
    )
    return f'<div class="numbers" role="group" aria-label="{escape(words["numbers"])}">{"".join(parts)}</div>'


def _card(key: str, big: str, small: Sequence[str], words: Mapping[str, str], more: str = "") -> str:
    told = "".join(f'<p class="small">{escape(line)}</p>' for line in small if line)
    head = f'<p class="big">{escape(big)}</p>' if big else ""
    return f'<div class="number"><h3 class="what">{escape(words[f"{key}_what"])}</h3>{head}{told}{more}</div>'


def _facts(four: FourAnswers, page: Page) -> dict[str, str]:
    words, language = page
    more, percent = four.more, four.more_percent
    sign = -1.0 if more.high < 0.0 else 1.0
    low, high = sorted((sign * more.low, sign * more.high))
    parts = {key: two_digits(getattr(percent, key), language) for key in ("value", "low", "high")}
    return {
        "more": shown_number(sign * more.difference, language), "signed": shown_signed(more.difference, language),
        "low": shown_number(low, language), "high": shown_number(high, language), "percent": parts["value"],
        "percents": words["percent" if math.isnan(percent.low) else "percent_ends"].format(**parts),
        "before": shown_number(more.baseline_mean, language), "after": shown_number(more.mean, language),
        "n": str(more.replications),
    }  # fmt: skip


def two_digits(value: float, language: str) -> str:
    """Return a signed number with two digits, or one after the decimal sign, for what is not known better."""
    if abs(value) < NOTHING:
        return "0"
    rough = f"{value:+#.2g}" if abs(value) < 10.0 else f"{value:+,.1f}"  # noqa: PLR2004 - three digits
    return exchanged(rough, language).replace("-", "−")


def _more(four: FourAnswers, page: Page) -> tuple[str, list[str]]:
    words, facts = page[0], _facts(four, page)
    ends = "" if math.isnan(four.more.low) else shown_interval(four.more.low, four.more.high, page[1])
    lines = [
        words[f"verdict_{verdict_of(four.more.low, four.more.high)}"],
        ends and words["ends"].format(ends=ends),
        words["more_levels"].format(**facts),
    ]
    return words["more_big"].format(**facts), lines


def _since(four: FourAnswers, times: Times, page: Page) -> tuple[str, list[str]]:
    words, language = page
    lead, side = four.lead, words["behind" if four.more.difference < 0.0 else "ahead"]
    start, end = (month_name(month_text(month), language) for month in (times.begins, times.last))
    facts = {"start": start, "end": end, "side": side, "ahead": lead.ahead, "n": four.more.replications}
    lines = [
        words["since_replications"].format(**facts),
        words["since_noise"].format(noise=shown_number(four.noise, language)),
    ]
    if not four.clear or math.isinf(lead.months):
        return words["since_never"].format(**facts), lines
    ends = words["since_open" if math.isinf(lead.high) else "since_ends"]
    told = ends.format(low=f"{lead.low:.0f}", high=f"{lead.high:.0f}") if not math.isnan(lead.low) else ""
    months = words["since_months"].format(months=f"{lead.months:.0f}", **facts)
    return month_name(month_text(times.begins + int(lead.months)), language), [months, told, *lines]


def _price(four: FourAnswers, page: Page) -> tuple[str, list[str]]:
    words, language = page
    ends = shown_interval(four.spent.low, four.spent.high, language)
    total = words["price_total"].format(spent=shown_signed(four.spent.difference, language), ends=ends)
    if not four.more.low > 0.0 or math.isnan(four.price.low):
        return words["price_never"], [words["price_unclear" if not four.clear else "price_fewer"], total]
    lines = [words["price_all"], words["ends"].format(ends=_kroner_interval(four.price, page)), total]
    if four.price_itself.value:
        own = {"own": kroner(four.price_itself.value, page), "ends": _kroner_interval(four.price_itself, page)}
        lines.append(words["price_itself"].format(**own))
    return kroner(four.price.value, page), lines


def kroner(million: float, page: Page) -> str:
    """Return an amount of money as people write it, with three digits."""
    words, language = page
    if abs(million) >= 1.0:
        return words["million_dkk"].format(amount=shown_number(million, language))
    return words["dkk"].format(amount=shown_number(float(f"{million * 1e6:.3g}"), language))


def _kroner_interval(ratio: Ratio, page: Page) -> str:
    return page[0]["both"].format(low=kroner(ratio.low, page), high=kroner(ratio.high, page))


def _instead(four: FourAnswers, page: Page) -> str:
    words, language = page
    rows = "".join(
        f'<tr class="{verdict_of(effect.low, effect.high)}"><th scope="row">{escape(words[key])}</th>'
        f"<td>{shown_signed(effect.difference, language)}"
        f"<br><small>{shown_interval(effect.low, effect.high, language)}</small></td></tr>"
        for key, effect in four.instead.items()
    )
    head = f"<caption>{escape(words['instead_note'])}</caption>"
    return f"<table class='instead'>{head}<tbody>{rows}</tbody></table>"


def verdict_of(low: float, high: float) -> str:
    """Return what an interval of a difference says: up, down, unclear, nothing (none in any replication) or one (no interval)."""
    if math.isnan(low):
        return "one"
    if low == high == 0.0:
        return "nothing"
    return "up" if low > 0.0 else "down" if high < 0.0 else "unclear"
