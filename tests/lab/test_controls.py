"""A lever that the policy itself changes is locked, with the reason beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from diffusion_sim.lab.controls import Controls
from diffusion_sim.lab.words import LANGUAGES
from diffusion_sim.scenario import Scenario, load_scenario

PORTAL = "portal.hearing_per_month"
pytestmark = pytest.mark.filterwarnings("ignore:Widget.name is deprecated:PendingDeprecationWarning")


@pytest.fixture
def controls() -> Controls:
    made = Controls(LANGUAGES["en"], "en", lambda: None)
    made.start(load_scenario(Path("configs/scenarios/knowledge_portal.toml")), {PORTAL: 0.01})
    return made


def test_a_lever_that_the_policy_sets_is_locked_and_says_why(controls: Controls) -> None:
    portal = controls._made[PORTAL]
    assert [part.disabled for part in portal.field._parts] == [True] * 3
    assert "Locked, for the policy changes this itself: “" in portal.about.object
    assert "from January 2014" in portal.about.object


def test_an_address_cannot_move_a_locked_lever(controls: Controls) -> None:
    assert controls.changes() == ()


def test_other_levers_and_other_policies_are_free(controls: Controls) -> None:
    assert not controls._made["appraisal.nih_bias"].field.input.disabled
    controls.start(Scenario(), {})
    assert not controls._made[PORTAL].field.input.disabled
