"""What a municipality took up, in which mode, and what came into use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.record import NEVER
from diffusion_sim.rules.codes import Mode

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.story.chapter import Chapter
    from diffusion_sim.results.story.language import Language

_SHOWN = 6


def tell_work(chapter: Chapter) -> list[str]:
    """Return what was begun by mode, what came of it, and the cases of highest merit one by one."""
    run, language = chapter.run, chapter.language
    started = chapter.where(run.in_window(run.cases["started"]))
    used = chapter.where(run.put_to_use)
    modes = [_by_mode(language, run.cases["mode"][rows]) for rows in (started, used)]
    lines = [
        language.say("began", projects=language.many("project", started.size), modes=modes[0]),
        language.say("used", solutions=language.many("solution", used.size), modes=modes[1]),
    ]
    best = used[np.argsort(-run.cases["merit"][used], kind="stable")][:_SHOWN]
    if used.size > _SHOWN:
        lines.append(language.say("best", n=_SHOWN))
    in_time = best[np.argsort(run.cases["operating"][best], kind="stable")]
    return lines + [f"- {_one_use(chapter, int(row))}" for row in in_time]


def _by_mode(language: Language, modes: npt.NDArray[np.int8]) -> str:
    parts = [f"{count} {word}" for mode, word in language.modes.items() if (count := int((modes == mode).sum()))]
    return f": {language.listed(parts)}" if parts else ""


def _one_use(chapter: Chapter, row: int) -> str:
    case, language = chapter.run.cases.row(row), chapter.language
    how = [language.done.get(Mode(int(case["mode"])), language.say("taken_up")), chapter.heard(row)]
    if case["granted"]:
        how.append(language.say("granted"))
    gave = language.say("gave", merit=language.number(float(case["merit"])))
    if case["outdated"] != NEVER:
        merit = language.number(float(case["merit"]))
        gave = language.say("outdated", month=chapter.when(case["outdated"]), merit=merit)
    told = ", ".join(part for part in how if part)
    return language.say("one_use", month=chapter.when(case["operating"]), label=chapter.label(row), how=told, gave=gave)
