"""The story in English."""

from __future__ import annotations

from typing import Final

from diffusion_sim.results.calendar import MONTHS
from diffusion_sim.results.labels import LabelWords
from diffusion_sim.results.story.language import Language
from diffusion_sim.rules.codes import End, Heard, Mode

ENGLISH: Final = Language(
    sentences={
        "opening": "{name} ({code}{region}{people}) from {first} to {last}, scenario “{scenario}”, seed {seed}, "
        "replication {replication}.",
        "inhabitants": ", {n} inhabitants",
        "closing": "All of this was simulated: one of many ways it could have gone, not a forecast, and not what {name} did.",
        "quoted": "“{label}”",
        "heard_nothing": "It heard of nothing that others had made.",
        "heard": "It heard of {solutions} that others had made: {channels}.",
        "heard_often": "It heard most often from {tellers}.",
        "heard_ties": "Those it heard from were mostly {ties}.",
        "heard_in": "heard of in {month} {source}",
        "teller": "from {name} ({tie})",
        "pilot": "a pilot to join",
        "no_tie": "no tie",
        "began": "It began {projects}{modes}.",
        "used": "It put {solutions} to use{modes}.",
        "best": "The {n} that gave most:",
        "one_use": "{month}: {label} came into use, {how}; {gave}.",
        "taken_up": "taken up",
        "granted": "with a grant",
        "gave": "it gave {merit} a month",
        "outdated": "the problem changed in {month}, after that it gave {merit} a month",
        "lost": "It lost {projects} when the grant ended.",
        "stopped": "It gave up {given_up} against the resistance of its users, stopped {stopped} that had been in use, "
        "and replaced {replaced} by something newer.",
        "ended": "It ended {projects}.",
        "one_loss": "{month}: {label} ended {after}, {state}.",
        "after": "{months} after the money stopped",
        "at_once": "as the money stopped",
        "in_use": "though it was in use",
        "unfinished": "before it came into use",
        "declined_nothing": "It turned nothing down.",
        "declined": "It turned down {solutions} at its last look, of which {best} had been the best at hand to reuse.",
        "deciding": "What alone would have changed the decision on these, had it not counted: {terms}.",
        "no_single": "In {cases} no single reason decided.",
        "closest": "The closest calls:",
        "one_refusal": "{month}: {label}{heard}; {why} (short by {shortfall} taste units).",
        "why_none": "no single reason decided",
        "why_one": "{terms} decided",
        "why_each": "each by itself could have decided: {terms}",
        "given": "Others have put its solutions to use {often}.",
        "given_most": "Others have put its solutions to use {often}, most often {solutions}.",
        "won": "It won {prizes}.",
        "end": "At the end {solutions} in operation, {reused} of them reused; together they gave {merit} a month (1 is what "
        "an average solution gives where it fits fully).",
    },
    nouns={
        "solution": ("no solutions", "1 solution", "{n} solutions"),
        "standing": ("no solutions were", "1 solution was", "{n} solutions were"),
        "project": ("no projects", "1 project", "{n} projects"),
        "month": ("no months", "1 month", "{n} months"),
        "case": ("no cases", "1 case", "{n} cases"),
        "prize": ("no copycat prizes", "1 copycat prize", "{n} copycat prizes"),
    },
    how_often=("never", "once", "twice", "{n} times"),
    last=" and ",
    nothing="nothing",
    none="none",
    months=MONTHS,
    ties={
        "land_border": "a neighbour over land",
        "fixed_link": "joined by a bridge or tunnel",
        "ferry": "joined by a ferry",
        "region": "in the same region",
        "bodies": "in the same collaboration body",
        "size_likeness": "of like size",
    },
    channels={
        Heard.CONTACT: "from other municipalities",
        Heard.PUSH: "straight from the source",
        Heard.PORTAL: "on the knowledge portal",
        Heard.PRIZE: "because they had won a prize",
        Heard.PARTNER: "from partners, as pilots to join",
    },
    done={
        Mode.COPY: "copied",
        Mode.ADAPT: "adapted",
        Mode.INSPIRED: "made on another's model",
        Mode.OWN: "developed by itself",
    },
    modes={Mode.COPY: "copied", Mode.ADAPT: "adapted", Mode.INSPIRED: "inspired by others", Mode.OWN: "of its own"},
    terms={
        "benefit": "what it was expected to give",
        "risk": "doubt about what it would give",
        "effort": "the work it would take",
        "nih": "its being made elsewhere (Not Invented Here)",
        "stigma": "the stigma of being seen to copy",
        "pride": "the pride of making something itself",
        "prize": "the hope of a prize",
        "social": "what its contacts were doing",
        "constant": "habit, which the model does not explain",
        "taste": "local taste, which is chance in the model",
    },
    ended={
        End.ENDED_EARLY: "early, because they were weak",
        End.BELOW_ZERO: "because one of the five bottom lines would have been negative",
        End.PERSON_LEFT: "because those who carried them left",
    },
    labels=LabelWords(),
    signs={},
)
