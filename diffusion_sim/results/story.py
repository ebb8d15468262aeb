"""One municipality's years in plain words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from diffusion_sim.codes import End, Heard, Mode, Verdict
from diffusion_sim.draws import replication_key, uniform
from diffusion_sim.draws.streams import SECOND_FIELD
from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.mechanisms.departments import second_field
from diffusion_sim.mechanisms.funding_cliff import POOL
from diffusion_sim.mechanisms.organisation_forms import FORMS
from diffusion_sim.results import labels
from diffusion_sim.results.by_place import PER, implemented_by_place, split_variance
from diffusion_sim.results.display import date_after, format_number
from diffusion_sim.results.record import NEVER, deciding_terms, is_one_of
from diffusion_sim.results.survival import LOST
from diffusion_sim.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diffusion_sim.country.places import Place
    from diffusion_sim.results.reported_run import ReportedRun

_NAMED = 3
"""From whom and over which ties, and what others adopted."""
_USES, _LOSSES, _REFUSALS = 6, 4, 3
"""Cases told one by one."""


class Language(NamedTuple):
    """Words and sentences of one language, and how it counts, lists and dates."""

    sentences: Mapping[str, str]
    nouns: Mapping[str, tuple[str, str, str]]
    """None, one, and many with ``{n}``."""
    how_often: tuple[str, str, str, str]
    """Never, once, twice, and more often with ``{n}``."""
    last: str
    """What stands before the last part of a list."""
    nothing: str
    none: str
    months: tuple[str, ...]
    ties: Mapping[str, str]
    channels: Mapping[Heard, str]
    done: Mapping[Mode, str]
    modes: Mapping[Mode, str]
    terms: Mapping[str, str]
    ended: Mapping[End, str]
    signs: Mapping[int, str]
    """How the separators of a number are exchanged."""
    labels: labels.LabelWords

    def say(self, sentence: str, **told: object) -> str:
        """Return a sentence with what is told in it."""
        return self.sentences[sentence].format(**told)

    def many(self, noun: str, count: int) -> str:
        """Return "1 solution" or "3 solutions", "no solutions" for none."""
        none, one, many = self.nouns[noun]
        return (none if count == 0 else one if count == 1 else many).format(n=self.whole(count))

    def counted(self, number: int) -> str:
        """Return "once", "twice" or "7 times"."""
        return self.how_often[min(number, 3)].format(n=self.whole(number))

    def listed(self, parts: Sequence[str]) -> str:
        """Return "a, b and c"."""
        return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + self.last + parts[-1] if parts else self.nothing

    def number(self, value: float) -> str:
        """Return about three digits."""
        return format_number(value).translate(self.signs)

    def whole(self, value: int) -> str:
        """Return a whole number."""
        return f"{value:,}".translate(self.signs)


def _language(told: Mapping[str, Any], solutions: labels.LabelWords) -> Language:
    """Return a language from its words, some of which stand under the names of codes."""
    by_name = {"channels": Heard, "done": Mode, "modes": Mode, "ended": End}
    by_code = {group: {codes[name]: text for name, text in told[group].items()} for group, codes in by_name.items()}
    return Language(**{**told, **by_code, "signs": str.maketrans(told["signs"])}, labels=solutions)


LANGUAGES = {
    "en": _language(words("en", "story"), labels.ENGLISH),
    "da": _language(words("da", "story"), labels.DANISH),
}


def story(runs: Sequence[ReportedRun], municipality: str | int, replication: int = 0, language: str = "en") -> str:
    """Tell what one municipality became aware of, from whom, what it adopted, lost and turned down, and why.

    Parameters
    ----------
    municipality
        Name, in upper or lower case, or code.
    replication
        Number of the replication; each is a replication of its own.
    language
        ``en`` or ``da``.

    Raises
    ------
    InputError
        If the municipality, the replication or the language is not there.
    """
    if language not in LANGUAGES:
        raise InputError("language", f'"{language}" is not one', did_you_mean(language, LANGUAGES))
    chapter = Chapter(_run_of(runs, replication), runs[0].context.place(municipality), LANGUAGES[language])
    tellers = (tell_hearing, tell_work, tell_losses, tell_refusals, tell_giving, tell_end)
    body = [*(line for tell in tellers for line in tell(chapter)), tell_chance(chapter, runs)]
    return "\n".join([_opening(chapter), *body, chapter.language.say("closing", name=chapter.place.name)])


def _run_of(runs: Sequence[ReportedRun], replication: int) -> ReportedRun:
    for run in runs:
        if run.record.replication == replication:
            return run
    numbers = [run.record.replication for run in runs]
    raise InputError("replication", f"{replication} is not in this result", f"valid: {numbers[0]} to {numbers[-1]}")


def _opening(chapter: Chapter) -> str:
    run, place, language = chapter.run, chapter.place, chapter.language
    people = language.say("inhabitants", n=language.whole(place.population)) if place.population else ""
    return language.say(
        "opening", name=place.name, code=place.own_id or place.code, region=f", {place.region}" if place.region else "", people=people,
        first=chapter.when(run.first), last=chapter.when(run.end - 1), scenario=run.context.title,
        seed=run.context.seed, replication=run.record.replication,
    )  # fmt: skip


@dataclass(frozen=True)
class Chapter:
    """A place and a run, with what is asked of them again and again."""

    run: ReportedRun
    place: Place
    language: Language

    @cached_property
    def rows(self) -> npt.NDArray[np.int64]:
        """Rows of the run's cases that are this municipality's."""
        return np.flatnonzero(self.run.cases["code"] == self.place.code)

    def where(self, mark: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """Return this municipality's rows among the marked cases."""
        return self.rows[mark[self.rows]]

    def label(self, row: int) -> str:
        """Return the solution of a case in quotes."""
        return self.solution(int(self.run.cases["solution"][row]))

    def solution(self, row: int) -> str:
        """Return a solution in quotes."""
        return self.language.say("quoted", label=labels.solution_label(self.run, row, self.language.labels))

    def when(self, month: int) -> str:
        """Return a month of the record in words."""
        date = date_after(self.run.context.first_month, int(month) - self.run.first)
        return f"{self.language.months[date.month - 1]} {date.year}"

    def learned_in(self, row: int) -> int:
        """Return the case in which the solution became known; for inspired work that of its model."""
        parent = int(self.run.parent_case[row])
        return parent if parent >= 0 else row

    def aware(self, row: int) -> str:
        """Return e.g. "aware since May 2015 from Viborg (in the same region)"; empty for own work."""
        case = self.run.cases.row(self.learned_in(row))
        via, say = Heard(int(case["heard_via"])), self.language.say
        if via not in self.language.channels:
            return ""
        teller = self.run.context.place_by_code.get(int(case["heard_from"]))
        tie = say("pilot") if via is Heard.PARTNER else self.tie(int(case["heard_layer"]))
        source = say("teller", name=teller.name, tie=tie) if teller else self.language.channels[via]
        return say("heard_in", month=self.when(case["aware"]), source=source)

    @cached_property
    def has_silos(self) -> bool:
        """Tell whether friction between departments may be met at any time (R18, R28)."""
        scenario = self.run.context.scenario
        moved = {change.parameter for change in scenario.interventions}
        moved.update(*(FORMS[one.form].sets for one in scenario.organisations))
        begins = max(scenario.traits.silo_friction, scenario.traits.incentive_balance) > 0.0
        return begins or not moved.isdisjoint({"traits.silo_friction", "traits.incentive_balance"})

    def across(self, row: int) -> str:
        """Return with which department a case's problem is shared, where silos matter; empty within one department."""
        problem, context = int(self.run.cases["problem"][row]), self.run.context
        names = context.scenario.problems.fields
        if not self.has_silos or problem >= len(names) * context.scenario.problems.per_field:
            return ""
        field = names.index(context.problems[problem].field)
        key = np.uint64(replication_key(np.uint64(context.seed), self.run.record.replication))
        second = second_field(field, len(names), uniform(key, np.uint64(problem), 0, SECOND_FIELD, 0))
        name = names[second]
        return "" if second == field else self.language.say("across", field=self.language.labels.fields.get(name, name))

    def tie(self, layer: int) -> str:
        """Return a tie in words."""
        if layer < 0:
            return self.language.say("no_tie")
        name = self.run.context.layer_names[layer]
        return self.language.ties.get(name, name.replace("_", " "))


def tell_hearing(chapter: Chapter) -> list[str]:
    """Return how much it became aware of, through which channels, and from whom most often."""
    language = chapter.language
    rows = chapter.where(chapter.run.heard_from_others)
    cases = chapter.run.cases
    vias, tellers_of, layers_of = (cases[name][rows] for name in ("heard_via", "heard_from", "heard_layer"))
    if rows.size == 0:
        return [language.say("heard_nothing")]
    by_channel = [f"{count} {words}" for via, words in language.channels.items() if (count := int((vias == via).sum()))]
    solutions, channels = language.many("solution", rows.size), language.listed(by_channel)
    lines = [language.say("aware", solutions=solutions, channels=channels)]
    tellers = Counter(int(code) for code in tellers_of if code > 0)
    if tellers:
        names = chapter.run.context.place_by_code
        often = [f"{names[code].name} ({language.counted(n)})" for code, n in tellers.most_common(_NAMED)]
        lines.append(language.say("heard_often", tellers=language.listed(often)))
    layers = Counter(int(layer) for layer in layers_of if layer >= 0)
    if layers and len(chapter.run.context.layer_names) > 1:
        ties = [f"{chapter.tie(layer)} ({n})" for layer, n in layers.most_common(_NAMED)]
        lines.append(language.say("heard_ties", ties=language.listed(ties)))
    return lines


def tell_work(chapter: Chapter) -> list[str]:
    """Return what was begun by mode, what came of it, and the cases of highest net benefit one by one."""
    run, language = chapter.run, chapter.language
    adopted = chapter.where(run.in_window(run.cases["adopted"]))
    used = chapter.where(run.implemented)
    modes = [_by_mode(language, run.cases["mode"][rows]) for rows in (adopted, used)]
    lines = [
        language.say("began", projects=language.many("project", adopted.size), modes=modes[0]),
        language.say("used", solutions=language.many("solution", used.size), modes=modes[1]),
    ]
    best = used[np.argsort(-run.cases["net_benefit"][used], kind="stable")][:_USES]
    if used.size > _USES:
        lines.append(language.say("best", n=_USES))
    in_time = best[np.argsort(run.cases["implemented"][best], kind="stable")]
    return lines + [f"- {_one_use(chapter, int(row))}" for row in in_time]


def _by_mode(language: Language, modes: npt.NDArray[np.int8]) -> str:
    parts = [f"{count} {word}" for mode, word in language.modes.items() if (count := int((modes == mode).sum()))]
    return f": {language.listed(parts)}" if parts else ""


def _one_use(chapter: Chapter, row: int) -> str:
    case, language = chapter.run.cases.row(row), chapter.language
    how = [
        language.done.get(Mode(int(case["mode"])), language.say("taken_up")),
        chapter.aware(row),
        chapter.across(row),
    ]
    if case["granted"] == POOL:
        how.append(language.say("granted"))
    sentence = "gave" if case["outdated"] == NEVER else "outdated"
    gave = language.say(
        sentence, month=chapter.when(case["outdated"]), net_benefit=language.number(float(case["net_benefit"]))
    )
    told = ", ".join(part for part in how if part)
    return language.say(
        "one_use", month=chapter.when(case["implemented"]), label=chapter.label(row), how=told, gave=gave
    )


def tell_losses(chapter: Chapter) -> list[str]:
    """Return what the end of grants took, what was given up to opponents, and what was stopped or replaced."""
    run, language = chapter.run, chapter.language
    ended = run.in_window(run.cases["ended"])
    cliff = chapter.where(ended & is_one_of(run.cases["end"], LOST))
    lines = [language.say("lost", projects=language.many("project", cliff.size))]
    lines += [f"- {_one_loss(chapter, int(row))}" for row in cliff[np.argsort(run.cases["ended"][cliff])][:_LOSSES]]
    counts = {end: chapter.where(ended & (run.cases["end"] == end)).size for end in (End.GAVE_UP, End.DISCONTINUED)}
    used = run.cases["implemented"] != NEVER
    told = {
        "given_up": language.many("project", counts[End.GAVE_UP]),
        "discontinued": language.many("solution", counts[End.DISCONTINUED]),
        "replaced": chapter.where(ended & used & (run.cases["end"] == End.REPLACED)).size or language.none,
    }
    return [*lines, language.say("discontinued", **told), *_stopped_early(chapter)]


def _stopped_early(chapter: Chapter) -> list[str]:
    """Return what was ended by evaluation or when people left, where that happened."""
    run, language = chapter.run, chapter.language
    ended = run.in_window(run.cases["ended"])
    counts = {end: chapter.where(ended & (run.cases["end"] == end)).size for end in language.ended}
    told = [f"{language.many('project', count)} {language.ended[end]}" for end, count in counts.items() if count]
    return [language.say("ended", projects="; ".join(told))] if told else []


def _one_loss(chapter: Chapter, row: int) -> str:
    case, language = chapter.run.cases.row(row), chapter.language
    later = max(0, int(case["ended"]) - int(case["grant_ends"]))
    after = language.say("after", months=language.many("month", later)) if later else language.say("at_once")
    state = language.say("in_use" if case["end"] == End.FUNDING_ENDED_IN_USE else "unfinished")
    return language.say(
        "one_loss", month=chapter.when(case["ended"]), label=chapter.label(row), after=after, state=state
    )


def tell_refusals(chapter: Chapter) -> list[str]:
    """Return how many solutions were turned down, which single terms decided, and the closest calls."""
    run, language = chapter.run, chapter.language
    never_begun = run.first_adopted == NEVER
    declined = chapter.where(
        (run.cases["verdict"] == Verdict.DECLINED) & run.in_window(run.cases["appraised"]) & never_begun
    )
    if declined.size == 0:
        return [language.say("declined_nothing")]
    weighed = declined[run.lost_as_best_reuse[declined]]
    solutions = language.many("solution", declined.size)
    lines = [language.say("declined", solutions=solutions, best=weighed.size or language.none)]
    if weighed.size == 0:
        return lines
    lines += _counted(language, [deciding_terms(int(flips)) for flips in run.cases["flips"][weighed]])
    by_gap = weighed[np.argsort(run.cases["shortfall"][weighed], kind="stable")][:_REFUSALS]
    return [*lines, language.say("closest"), *(f"- {_one_refusal(chapter, int(row))}" for row in by_gap)]


def _counted(language: Language, reasons: list[tuple[str, ...]]) -> list[str]:
    single = Counter(term for terms in reasons for term in terms)
    none = sum(not terms for terms in reasons)
    lines = []
    if single:
        parts = [f"{language.terms[term]} ({language.counted(n)})" for term, n in single.most_common()]
        lines.append(language.say("deciding", terms=language.listed(parts)))
    if none:
        lines.append(language.say("no_single", cases=language.many("case", none)))
    return lines


def _one_refusal(chapter: Chapter, row: int) -> str:
    case, language = chapter.run.cases.row(row), chapter.language
    terms = [language.terms[term] for term in deciding_terms(int(case["flips"]))]
    why = ("why_none", "why_one", "why_each")[min(len(terms), 2)]
    aware = chapter.aware(row)
    return language.say(
        "one_refusal", month=chapter.when(case["appraised"]), label=chapter.label(row),
        aware=f", {aware}" if aware else "", why=language.say(why, terms=language.listed(terms)),
        shortfall=language.number(float(case["shortfall"])),
    )  # fmt: skip


def tell_giving(chapter: Chapter) -> list[str]:
    """Return whose its solutions became, and the prizes it won."""
    language, uptakes = chapter.language, _uptakes(chapter)
    often = language.counted(sum(uptakes.values()))
    named = [f"{chapter.solution(row)} ({n})" for row, n in uptakes.most_common(_NAMED)]
    sentence = "given_most" if uptakes else "given"
    lines = [language.say(sentence, often=often, solutions=language.listed(named))]
    prizes = int(chapter.run.cases["prizes"][chapter.rows].sum())
    return [*lines, language.say("won", prizes=language.many("prize", prizes))] if prizes else lines


def _uptakes(chapter: Chapter) -> Counter[int]:
    """Count by solution what others implemented that this municipality had made."""
    run = chapter.run
    cases, solutions = run.cases, run.record.solutions
    rows = np.flatnonzero(run.implemented & run.reuse & (cases["code"] != chapter.place.code))
    parent = solutions["parent"][cases["solution"][rows]]
    model = np.where(cases["mode"][rows] == Mode.INSPIRED, parent, cases["solution"][rows])
    own = (model >= 0) & (solutions["origin"][np.maximum(model, 0)] == chapter.place.code)
    return Counter(int(row) for row in model[own])


def tell_end(chapter: Chapter) -> list[str]:
    """Return what is in use at the end for problems as they are, what it gives, and what is in use though the problem has changed."""
    run, language = chapter.run, chapter.language
    suits = run.cases["outdated"] == NEVER
    rows, outdated = chapter.where(run.in_use_at_end & suits), chapter.where(run.in_use_at_end & ~suits)
    reused = int(run.reuse[rows].sum())
    told = {
        "solutions": language.many("reputation", rows.size),
        "reused": reused or language.none,
        "net_benefit": language.number(float(run.cases["net_benefit"][rows].sum())),
    }
    lines = [language.say("end", **told)]
    more = language.many("reputation", outdated.size)
    return [*lines, language.say("end_outdated", solutions=more)] if outdated.size else lines


def tell_chance(chapter: Chapter, runs: Sequence[ReportedRun]) -> str:
    """Return how much of what was told may be chance: the same place in all replications, and how far places differ."""
    place, language = chapter.place, chapter.language
    by_place = implemented_by_place(runs)
    own = by_place[:, runs[0].context.places.index(place)]
    if len(runs) == 1:
        return language.say("chance_unknown")
    per = language.say("per_10000", n=language.number(PER * own.mean() / place.population)) if place.population else ""
    told = {"mean": own.mean(), "chance": own.std(ddof=1), "between": split_variance(by_place).between_sd}
    said = {name: language.number(float(value)) for name, value in told.items()}
    return language.say("chance", replications=language.whole(len(runs)), per=per, **said)
