"""The scenario told in plain words, before any number: what a council clerk would want to know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.scenario.story.changes import differences, innovations, interventions, organisations, partnerships
from diffusion_sim.scenario.story.choosing import choosing
from diffusion_sim.scenario.story.hearing import hearing
from diffusion_sim.scenario.story.money import money
from diffusion_sim.scenario.story.prize import prize
from diffusion_sim.scenario.story.setting import problems, setting
from diffusion_sim.scenario.story.work import work

if TYPE_CHECKING:
    from diffusion_sim.scenario.scenario import Scenario

__all__ = ["NO_FORECAST", "tell"]

NO_FORECAST = (
    "What the model makes of this is a consequence of these assumptions, "
    "not a forecast of what any municipality will do."
)

CHAPTERS = (
    setting, problems, hearing, choosing, work, money, prize, innovations, organisations, partnerships, interventions,
    differences,
)  # fmt: skip


def tell(scenario: Scenario) -> str:
    """Return the story of a scenario: paragraphs with an empty line between, not wrapped."""
    title = f"{scenario.name}: {scenario.description.strip()}" if scenario.description.strip() else f"{scenario.name}."
    paragraphs = (title, *(chapter(scenario) for chapter in CHAPTERS), NO_FORECAST)
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
