"""One municipality's years in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.results.story.chapter import Chapter
from diffusion_sim.results.story.danish import DANISH
from diffusion_sim.results.story.english import ENGLISH
from diffusion_sim.results.story.giving import tell_end, tell_giving
from diffusion_sim.results.story.hearing import tell_hearing
from diffusion_sim.results.story.losses import tell_losses
from diffusion_sim.results.story.refusals import tell_refusals
from diffusion_sim.results.story.work import tell_work

if TYPE_CHECKING:
    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.results.result import Result

__all__ = ["LANGUAGES", "story"]

LANGUAGES = {"en": ENGLISH, "da": DANISH}


def story(result: Result, municipality: str | int, replication: int = 0, language: str = "en") -> str:
    """Tell what one municipality heard of, from whom, what it took up, lost and turned down, and why.

    Parameters
    ----------
    municipality
        Name, in upper or lower case, or code.
    replication
        Number of the replication; each is a world of its own.
    language
        ``en`` or ``da``.

    Raises
    ------
    InputError
        If the municipality, the replication or the language is not there.
    """
    if language not in LANGUAGES:
        raise InputError("language", f'"{language}" is not one', did_you_mean(language, LANGUAGES))
    chapter = Chapter(_run_of(result, replication), result.context.place(municipality), LANGUAGES[language])
    tellers = (tell_hearing, tell_work, tell_losses, tell_refusals, tell_giving, tell_end)
    body = [line for tell in tellers for line in tell(chapter)]
    return "\n".join([_opening(chapter, result), *body, _closing(chapter)])


def _run_of(result: Result, replication: int) -> ReportedRun:
    for run in result.runs:
        if run.record.replication == replication:
            return run
    numbers = [record.replication for record in result.records]
    raise InputError("replication", f"{replication} is not in this result", f"valid: {numbers[0]} to {numbers[-1]}")


def _opening(chapter: Chapter, result: Result) -> str:
    run, place, language = chapter.run, chapter.place, chapter.language
    people = language.say("inhabitants", n=language.whole(place.population)) if place.population else ""
    return language.say(
        "opening", name=place.name, code=place.code, region=f", {place.region}" if place.region else "", people=people,
        first=chapter.when(run.first), last=chapter.when(run.end - 1), scenario=result.context.title,
        seed=result.context.seed, replication=run.record.replication,
    )  # fmt: skip


def _closing(chapter: Chapter) -> str:
    return chapter.language.say("closing", name=chapter.place.name)
