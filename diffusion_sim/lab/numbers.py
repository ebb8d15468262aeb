"""The four numbers that answer most questions, each with its interval."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

from diffusion_sim.reports.naming import difference_unit, measure_label, measure_unit
from diffusion_sim.reports.numbers import shown_number, shown_signed
from diffusion_sim.results.measures import measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diffusion_sim.lab.answering import Answer
    from diffusion_sim.results.paired.difference import PairedDifference

NUMBERS = ("put_to_use_per_year", "own_percent", "value_per_month", "cost_million_dkk")


def number_cards(answer: Answer, words: Mapping[str, str], language: str) -> str:
    """Return what the policy changes in each, as HTML."""
    cards = "".join(_card(key, answer.effect(key), words, language) for key in NUMBERS)
    return f'<div class="numbers" role="group" aria-label="{escape(words["numbers"])}">{cards}</div>'


def _card(key: str, effect: PairedDifference, words: Mapping[str, str], language: str) -> str:
    one = measure(key)
    clear = effect.low > 0.0 or effect.high < 0.0
    ends = {"low": shown_number(effect.low, language), "high": shown_number(effect.high, language)}
    levels = {"before": shown_number(effect.baseline_mean, language), "after": shown_number(effect.mean, language)}
    unit = escape(difference_unit(measure_unit(one, language), language))
    lines = [_verdict(effect, words), words["from_to"].format(**levels)]
    if not math.isnan(effect.low):
        lines.insert(1, words["interval_of"].format(**ends))
    told = "".join(f'<p class="small">{escape(line)}</p>' for line in lines)
    return (
        f'<div class="number{" clear" if clear else ""}"><p class="what">{escape(measure_label(one, language))}</p>'
        f'<p class="big">{shown_signed(effect.difference, language)} <small>{unit}</small></p>{told}</div>'
    )


def _verdict(effect: PairedDifference, words: Mapping[str, str]) -> str:
    if math.isnan(effect.low):
        return words["no_interval"]
    if effect.low == effect.high == 0.0:
        return words["nothing_happened"]
    return words["clear_up" if effect.low > 0.0 else "clear_down" if effect.high < 0.0 else "unclear"]
