"""The figures that are taken away say all that they say in the page's language."""

from __future__ import annotations

import re

import pytest

from diffusion_sim.lab.figure_words import figure_words
from diffusion_sim.plots.words import EFFECTS, ENGLISH


@pytest.mark.parametrize("part", ["", "footer", "bands"])
def test_the_figures_have_every_word_in_danish_and_take_the_same_facts(part: str) -> None:
    danish, english = figure_words("da"), ENGLISH
    ours, theirs = (getattr(one, part) if part else one for one in (danish, english))
    texts = [name for name in theirs._fields if isinstance(getattr(theirs, name), str)]
    assert texts
    for name in texts:
        facts = [sorted(re.findall(r"{\w+}", getattr(one, name))) for one in (ours, theirs)]
        assert facts[0] == facts[1], name
        assert getattr(ours, name) != getattr(theirs, name), name


def test_the_figures_name_every_effect_in_danish() -> None:
    assert list(figure_words("da").effects) == list(EFFECTS)


def test_numbers_have_the_danish_signs() -> None:
    assert figure_words("da").number("−1,234.5") == "−1.234,5"
    assert figure_words("en").number("−1,234.5") == "−1,234.5"
