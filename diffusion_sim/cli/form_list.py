"""The forms of organisation as a list for a terminal."""

from __future__ import annotations

from textwrap import fill

from diffusion_sim.scenario.declarations import figure
from diffusion_sim.scenario.organisation_forms import FORMS, Form

WIDTH = 80
INDENT = "    "
SIGNS = {"set": "=", "scale": "*"}
HEAD = (
    "Forms of organisation for [[organisations]] in a scenario file. The report names forms and not numbers: "
    "what each of them sets (=) or multiplies (*) is an assumption."
)


def form_list() -> str:
    """Return every form with its meaning, what it changes and where it comes from, 80 columns wide."""
    return "\n\n".join([fill(HEAD, WIDTH), *(_entry(form) for form in FORMS.values())])


def _entry(form: Form) -> str:
    changes = ", ".join(f"{parameter} {SIGNS[kind]} {figure(amount)}" for parameter, kind, amount in form.changes)
    return "\n".join([form.name, *(_wrapped(text) for text in (form.meaning, changes, form.source))])


def _wrapped(text: str) -> str:
    return fill(text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False)
