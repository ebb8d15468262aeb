"""The copycat prize."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.scenario.story.words import count, joined, month, month_name

if TYPE_CHECKING:
    from diffusion_sim.scenario.scenario import Scenario

MODES = {"copy": "copied", "adapt": "adapted", "inspired": "took strong inspiration from"}


def prize(scenario: Scenario) -> str:
    """Tell who can win what for taking over others' ideas, or that nobody can."""
    rules = scenario.prize
    if not rules.winners_per_year:
        return "There is no prize for copying."
    who = f"in {joined(rules.scope)}" if rules.scope else "in the whole country"
    done = joined([MODES[mode] for mode in rules.eligible_modes], "or")
    used = "put it into use" if rules.eligible_stage == "implemented" else "began the work"
    return (
        f"From {month(rules.from_month)} there is a copycat prize: each {month_name(rules.month)} "
        f"{count(rules.winners_per_year, 'prize')} {who} for those who {done} what others had made "
        f"and {used}. {_effects(scenario)}"
    )


def _effects(scenario: Scenario) -> str:
    rules = scenario.prize
    recognition = max(rules.recognition_winner, rules.recognition_tied, rules.recognition_media)
    effects = [
        words
        for strength, words in (
            (rules.reward, "tempts by the hope of winning"),
            (recognition, "wears down the stigma of copying"),
            (rules.visibility_per_month, "makes the winning solutions known"),
        )
        if strength
    ]
    return f"It {joined(effects)}." if effects else "It changes nothing in what anybody thinks or hears."
