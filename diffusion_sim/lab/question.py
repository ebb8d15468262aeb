"""What a user asks: a baseline, and a ready-made policy with the levers that were moved. The address holds it."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.lab.targeting import (
    PRIZES,
    AimError,
    Target,
    aims_in_words,
    everywhere_and_always,
    groups_of,
    targeted,
)
from diffusion_sim.lab.wording import (
    LANGUAGES,
    LONGEST,
    Limits,
    hint,
    lever_label,
    months_from,
    number_in,
    offered,
    said,
)
from diffusion_sim.reports.figure_words import ChangedScenario
from diffusion_sim.scenario import Intervention
from diffusion_sim.scenario.declarations import declarations, value_of
from diffusion_sim.scenario.values import month_number, month_text
from diffusion_sim.words.ready_made import scenario_title

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from typing import Any

    from diffusion_sim.lab.catalogue import Catalogue
    from diffusion_sim.scenario import Scenario

THE_PRIZE, THE_PORTAL = "copycat_prize", "knowledge_portal"
ALL_YEARS = ""
"""In place of a month: from the first simulated one, long before the first that is shown."""


def start_of(policy: Scenario, baseline: Scenario) -> str:
    """Return the month (YYYY-MM) in which a policy begins, or ``ALL_YEARS``.

    A policy without dates of its own that differs from the baseline is another country, before and after. The baseline
    itself begins nowhere: what is moved in it begins with the first month that is shown.
    """
    dated = list(_dates(policy, baseline))
    if dated:
        return min(dated)
    return ALL_YEARS if any(_differs(key, policy, baseline) for key in declarations()) else policy.time.first_month


def start_of_lever(key: str, policy: Scenario, baseline: Scenario) -> str:
    """Return from when a moved lever holds: some parameters are the same in all months of a run."""
    return ALL_YEARS if declarations()[key].reach == "fixed" else start_of(policy, baseline)


def value_under(policy: Scenario, key: str) -> float:
    """Return the value of a parameter once the policy holds."""
    value = float(value_of(policy, key))
    for one in policy.interventions:
        if one.parameter == key:
            kind, amount = one.change
            value = amount if kind == "set" else value * amount if kind == "scale" else value + amount
    return value


def with_levers(policy: Scenario, baseline: Scenario, changes: Mapping[str, float]) -> Scenario:
    """Return the policy with other values from its start on; interventions of its own on the same parameters give way.

    Raises
    ------
    InputError
        If a value is out of range; the sentence names the parameter and what is valid.
    """
    start = start_of(policy, baseline)
    plain: dict[str, Any] = {}
    added: list[Intervention] = []
    for key, asked in changes.items():
        value = int(asked) if declarations()[key].kind == "whole number" and asked == int(asked) else asked
        if key == PRIZES:
            plain |= _prizes(value, start, baseline)
            added += [_set(key, value, start)] if plain[key] != value else []
        elif start_of_lever(key, policy, baseline) == ALL_YEARS or _waits_for_prize(key, baseline):
            plain[key] = value
        else:
            plain[key] = value_of(baseline, key)
            added.append(_set(key, value, start, _places(policy, key)))
    kept = [one for one in policy.interventions if one.parameter not in changes]
    listed = [one.model_dump(mode="json", by_alias=True, exclude_none=True) for one in (*kept, *added)]
    return policy.with_changes(plain | {"interventions": listed}, "page")


def _dates(policy: Scenario, baseline: Scenario) -> Iterator[str]:
    """Yield the first month of each part of a policy that has one."""
    if policy.prize.winners_per_year and policy.prize != baseline.prize:
        yield policy.prize.from_month
    for kind in ("interventions", "organisations", "partnerships"):
        known = getattr(baseline, kind)
        yield from (one.from_month for one in getattr(policy, kind) if one not in known)


def _prizes(winners: float, start: str, baseline: Scenario) -> dict[str, Any]:
    """Return the plain values of a prize; where the baseline has one, it stays until the policy begins."""
    time = baseline.time
    begins = start or month_text(month_number(time.first_month) - time.burn_in_months)
    before = baseline.prize.winners_per_year
    if not before:
        return {PRIZES: winners, "prize.from_month": begins}
    return {PRIZES: before, "prize.from_month": min(begins, baseline.prize.from_month)}


def _waits_for_prize(key: str, baseline: Scenario) -> bool:
    """Tell whether a parameter does nothing before the policy brings a prize."""
    return key.startswith("prize.") and not baseline.prize.winners_per_year


def _places(policy: Scenario, key: str) -> tuple[str, ...]:
    """Return where the policy itself changes a parameter, if in one way only; everywhere else."""
    own = [one.municipalities for one in policy.interventions if one.parameter == key]
    return own[0] if len(own) == 1 else ()


def _set(key: str, value: float, start: str, places: tuple[str, ...] = ()) -> Intervention:
    return Intervention(name=key, parameter=key, set=value, from_month=start, municipalities=places)


def _differs(key: str, policy: Scenario, baseline: Scenario) -> bool:
    return bool(value_of(policy, key) != value_of(baseline, key))


REPLICATIONS, SEED = 100, 1
REPLICATIONS_LIMITS = Limits(1, 200, whole=True)
"""What one session may ask for at a time."""
SEED_LIMITS = Limits(1, 2**32, whole=True)
ASKED = ("baseline", "policy", "where", "from", "until", "replications", "seed")
VIEWED = ("lang", "measure", "side", "map", "place", "month", "kept")
"""What else of a page stands in its address."""


class Question(NamedTuple):
    """A baseline, a policy and how it is changed."""

    baseline: str
    policy: str
    changes: tuple[tuple[str, float], ...] = ()
    replications: int = REPLICATIONS
    seed: int = SEED
    target: Target = Target()

    def to_query(self) -> dict[str, str]:
        """Return the part of the address that makes the same question again."""
        fixed = {
            "baseline": self.baseline,
            "policy": self.policy,
            "replications": str(self.replications),
            "seed": str(self.seed),
        }
        fixed |= {key: value for key, value in zip(("where", "from", "until"), self.target, strict=True) if value}
        return fixed | {key: str(int(value)) if value == int(value) else repr(value) for key, value in self.changes}


def question_of(
    query: Mapping[str, str], catalogue: Catalogue, language: str = "en"
) -> tuple[Question, tuple[str, ...]]:
    """Return the question in an address, and what in it could not be used, one sentence each."""
    read = _Reader(query, catalogue, language)
    baseline, policy = read.scenario("baseline", catalogue.baseline), read.scenario("policy", catalogue.policy)
    replications, seed = (
        read.number("replications", REPLICATIONS_LIMITS, REPLICATIONS),
        read.number("seed", SEED_LIMITS, SEED),
    )
    changes = tuple(read.changes())
    target = read.target(catalogue.scenarios[baseline])
    question = read.possible(Question(baseline, policy, changes, int(replications), int(seed), target))
    return question, (*_unknown(query, LANGUAGES[language]), *read.problems)


def presets(catalogue: Catalogue, words: Mapping[str, str], language: str) -> dict[str, Question]:
    """Return questions that are often asked, as people ask them; those whose scenarios there are."""
    prize = Question(catalogue.baseline, THE_PRIZE)
    found = {
        words["asks_prizes"].format(n=3): prize,
        words["asks_prizes"].format(n=10): prize._replace(changes=((PRIZES, 10.0),)),
        words["asks_region"].format(n=3, region="Nordjylland"): prize._replace(target=Target("region:Nordjylland")),
        words["asks_small"].format(n=3): prize._replace(target=Target("size:small")),
        words["asks_portal"]: Question(catalogue.baseline, THE_PORTAL),
    }
    if THE_PORTAL in catalogue.scenarios and catalogue.scenarios[THE_PORTAL].prize.amount_dkk:
        number = prizes_for(catalogue.scenarios[THE_PORTAL])
        same = Question(THE_PORTAL, THE_PRIZE, ((PRIZES, float(number)),))
        found[words["asks_same_money"].format(n=said(number, language))] = same
    groups = groups_of(catalogue.scenarios[catalogue.baseline]).codes
    return {label: asked for label, asked in found.items()
            if {asked.baseline, asked.policy} <= set(catalogue.scenarios) and asked.target.where in groups}  # fmt: skip


def prizes_for(portal: Scenario) -> int:
    """Return how many prizes a year cost what a portal costs to run."""
    return round(12 * portal.portal.running_dkk_per_month / portal.prize.amount_dkk)


class _Reader:
    """Reads an address, and remembers what in it could not be used."""

    def __init__(self, query: Mapping[str, str], catalogue: Catalogue, language: str) -> None:
        self._query, self._catalogue, self._language = query, catalogue, language
        self.words, self.problems = LANGUAGES[language], list[str]()

    def scenario(self, side: str, start: str) -> str:
        name = self._query.get(side, start)
        if name in self._catalogue.scenarios:
            return name
        near = hint(name[:LONGEST], self._catalogue.scenarios, self.words)
        self.problems.append(self.words["unknown_scenario"].format(found=name[:LONGEST], hint=near))
        return start

    def number(self, key: str, limits: Limits, otherwise: float) -> float:
        text = self._query.get(key)
        if text is None:
            return otherwise
        value = number_in(text, "en")
        problem = limits.problem(value, text, self.words, self._language)
        if problem:
            self.problems.append(f"{key}: {problem}")
            return otherwise
        return int(value) if limits.whole else value

    def changes(self) -> Iterator[tuple[str, float]]:
        for key, one in offered().items():
            value = self.number(key, Limits(one.low or 0.0, one.high or 0.0, one.kind == "whole number"), math.nan)
            if not math.isnan(value):
                yield key, value

    def target(self, baseline: Scenario) -> Target:
        months = reported_months(baseline)
        where = self._one_of("where", groups_of(baseline).codes)
        start, until = self._one_of("from", months), self._one_of("until", months)
        if until and until < start:
            self.problems.append(self.words["too_early"].format(until=until, start=start))
            until = ""
        return Target(where, start, until)

    def possible(self, question: Question) -> Question:
        """Return the question without what its scenarios refuse together."""
        try:
            scenarios_of(question, self._catalogue, self._language)
        except AimError as error:
            self.problems.append(
                self.words["left_out"].format(why=self.words[f"refused_{error.reason}"], key=error.key)
            )
            return self.possible(question._replace(target=question.target._replace(**{error.key: ""})))
        except InputError as error:
            self.problems.append(f"{error}.")
            return question._replace(changes=(), target=Target())
        return question

    def _one_of(self, key: str, valid: Container[str]) -> str:
        found = self._query.get(key, "")
        if not found or found in valid:
            return found
        self.problems.append(self.words["unusable"].format(key=key, found=found[:LONGEST]))
        return ""


def reported_months(scenario: Scenario) -> tuple[str, ...]:
    """Return the months that are shown, as YYYY-MM."""
    return months_from(scenario.time.first_month, scenario.time.months)


def _unknown(query: Mapping[str, str], words: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each key of an address that means nothing here."""
    valid = (*ASKED, *VIEWED, *offered())
    for key in query:
        if key not in valid:
            near = hint(key[:LONGEST], valid, words)
            told = words["unknown_key"].format(found=key[:LONGEST])
            yield f"{told}; {near}" if near.startswith(words["mean"]) else told


def scenarios_of(question: Question, catalogue: Catalogue, language: str = "en") -> tuple[Scenario, Scenario]:
    """Return baseline and policy; one with moved levers is named and described after them.

    Raises
    ------
    InputError
        If a value is out of range; the sentence names the parameter and what is valid.
    """
    declared = offered()
    for key, _ in question.changes:
        if key not in declared:
            raise InputError("page", f"{key} cannot be changed here", did_you_mean(key, declared))
    baseline, ready = catalogue.scenarios[question.baseline], catalogue.scenarios[question.policy]
    if not question.changes and question.target == Target():
        return baseline, ready
    moved = with_levers(ready, baseline, dict(question.changes))
    aimed = targeted(moved, baseline, question.target, start_of(moved, baseline), groups_of(baseline))
    changed = changed_policy(question, catalogue, language)
    return baseline, named_after(changed, aimed, ready, language)


def not_aimed(question: Question, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the keys that the policy changes beyond the municipalities or months asked for."""
    baseline, ready = catalogue.scenarios[question.baseline], catalogue.scenarios[question.policy]
    return everywhere_and_always(with_levers(ready, baseline, dict(question.changes)), baseline, question.target)


def changed_policy(question: Question, catalogue: Catalogue, language: str) -> ChangedScenario:
    """Return the policy's title and changes in the page's language."""
    words, title = LANGUAGES[language], scenario_title(question.policy, language)
    pairs = [(lever_label(offered()[key], words, language), said(value, language)) for key, value in question.changes]
    aims = aims_in_words(question.target, groups_of(catalogue.scenarios[question.baseline]), (words, language))
    if not pairs and not aims:
        return ChangedScenario(title)
    listed = tuple(words["moved"].format(label=label, value=value) for label, value in pairs)
    listed += tuple(words["moved"].format(label=words[f"{key}_label"], value=value) for key, value in aims.items())
    title = _changed_title(*_counted_prizes(title, question, pairs, words), words)
    for key, value in aims.items():
        title = words[f"title_{key}"].format(title=title, value=value)
    return ChangedScenario(title, words["moved_note"], listed)


def _counted_prizes(
    title: str, question: Question, pairs: list[tuple[str, str]], words: Mapping[str, str]
) -> tuple[str, list[tuple[str, str]]]:
    """Return the title of prizes as so many prizes a year, and the other changes."""
    keys = [key for key, _ in question.changes]
    if question.policy != THE_PRIZE or PRIZES not in keys:
        return title, pairs
    number = keys.index(PRIZES)
    return words["prizes_a_year"].format(n=pairs[number][1]), pairs[:number] + pairs[number + 1 :]


def _changed_title(title: str, pairs: list[tuple[str, str]], words: Mapping[str, str]) -> str:
    """Return the title with its only change, or with how many there are."""
    if not pairs:
        return title
    closed = f"{title}," if ", " in title else title
    if len(pairs) > 1:
        return words["with_changes"].format(title=closed, n=len(pairs))
    label, value = pairs[0]
    return words["with_change"].format(title=closed, label=label, value=value)


def named_after(changed: ChangedScenario, policy: Scenario, ready: Scenario, language: str) -> Scenario:
    """Return a policy with moved levers under a name and a description of its own, not those of the ready-made one."""
    told = LANGUAGES[language]["made_here"].format(name=ready.name, changes="; ".join(changed.changes))
    name = re.sub(r"\W+", "_", changed.title).strip("_").lower()
    return policy.with_changes({"name": name, "description": told}, "page")
