"""What an intervention does, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.lab.levers import lever_label
from diffusion_sim.lab.number_field import said
from diffusion_sim.results.story import LANGUAGES as STORIES
from diffusion_sim.scenario.declarations import declarations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diffusion_sim.scenario.intervention import Intervention


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
    where = words["only_in"].format(places=", ".join(one.municipalities)) if one.municipalities else ""
    done = words[kind].format(amount=said(amount, language))
    return words["intervention"].format(name=one.name, label=label, done=done, when=start + until, where=where)


def month_name(year_month: str, language: str) -> str:
    """Return the month and year of YYYY-MM as people say them."""
    year, month = year_month.split("-")
    return f"{STORIES[language].months[int(month) - 1]} {year}"
