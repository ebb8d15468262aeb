"""The scenario told in plain words, before any number: what a council clerk would want to know of it.

What is told when stands here, once; the sentences of each language stand under ``telling`` in its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.codes import Mode
from diffusion_sim.mechanisms.copycat_prize import PRIZE_MONTH
from diffusion_sim.mechanisms.development import months_of_mode
from diffusion_sim.mechanisms.settings import Work
from diffusion_sim.scenario.declarations import read_by_rules
from diffusion_sim.scenario.in_words import (
    MONTHS_PER_YEAR,
    Language,
    differences,
    innovations,
    interventions,
    organisations,
    partnerships,
    within,
)
from diffusion_sim.scenario.time_and_network import weight_of
from diffusion_sim.words.ready_made import ready_made

if TYPE_CHECKING:
    from diffusion_sim.scenario.interventions import Intervention
    from diffusion_sim.scenario.scenario import Scenario


def setting(scenario: Scenario, language: Language) -> str:
    """Tell who takes part, how they are tied and which months are told of."""
    time = scenario.time
    before = (
        language.say("burn_in", length=language.duration(time.burn_in_months))
        if time.burn_in_months
        else language.say("empty_start")
    )
    return language.say(
        "setting", who=_who(scenario, language), first=language.month(time.first_month),
        length=language.duration(time.months), before=before, ties=_ties(scenario, language),
    )  # fmt: skip


def _who(scenario: Scenario, language: Language) -> str:
    network = scenario.network
    if network.whose == "synthetic":
        return language.count(network.size, "made_up_place").capitalize()
    return language.word("places", network.whose)


def _ties(scenario: Scenario, language: Language) -> str:
    network = scenario.network
    if network.kind == "file":
        return language.say("ties_in_files")
    if network.kind != "denmark":
        return language.say("ties_made_up", graph=language.word("graphs", network.kind))
    words = language.told["layers"]
    weights = {told: weight_of(network, layer) for layer, told in words.items()}
    ties = sorted((layer for layer, weight in weights.items() if weight > 0), key=lambda layer: -weights[layer])
    return language.say("ties", layers=language.joined(ties)) if ties else language.say("no_ties")


def problems(scenario: Scenario, language: Language) -> str:
    """Tell what there is to solve and where answers from outside come from."""
    declared = scenario.problems
    if not declared.per_field:
        return language.say("no_problems")
    fields = len(declared.fields)
    return language.say(
        "problems" if fields else "no_fields",
        problems=language.count(declared.per_field * fields, "problem"), fields=language.count(fields, "field"),
        era=_era(declared.era_end_per_year, language), outside=_outside(scenario, language),
    )  # fmt: skip


def _era(end_per_year: float, language: Language) -> str:
    if not end_per_year:
        return language.say("no_era")
    return language.say("era", years=language.count(round(1 / end_per_year), "year"))


def _outside(scenario: Scenario, language: Language) -> str:
    if not scenario.external.per_era:
        return language.say("no_outside")
    return language.say("outside", promoted=language.say("promoted") if scenario.external.push_per_month else "")


PORTAL = "portal.hearing_per_month"


def hearing(scenario: Scenario, language: Language) -> str:
    """Tell how news travels: over ties, and over a portal where there is one."""
    return f"{_contact(scenario, language)} {_portal(scenario, language)}"


PACE = (0.1, 0.4, 0.8)


def _contact(scenario: Scenario, language: Language) -> str:
    awareness = scenario.awareness
    if awareness.form == "threshold":
        return language.say("threshold", part=language.share(awareness.threshold_share, "many"))
    if awareness.form == "one_shot":
        return language.say("one_shot", part=language.share(awareness.one_shot_probability, "many"))
    if not awareness.contact_per_month:
        return language.say("no_contact")
    year = within(awareness.contact_per_month, MONTHS_PER_YEAR)
    return language.say("contact", pace=language.graded("pace", year, PACE))


def _portal(scenario: Scenario, language: Language) -> str:
    opening = next((change for change in scenario.interventions if _opens(change)), None)
    if scenario.portal.hearing_per_month:
        return language.say("portal", until="", found=_found(scenario.portal.hearing_per_month, language))
    if opening is None:
        return language.say("no_portal")
    until = language.say("portal_until", month=language.month(opening.until_month)) if opening.until_month else ""
    found = _found(opening.change[1], language)
    if not opening.from_month:
        return language.say("portal", until=until, found=found)
    return language.say("portal_from", month=language.month(opening.from_month), until=until, found=found)


def _opens(change: Intervention) -> bool:
    """Tell whether a change opens a portal that was not there; a scaled nothing is still nothing."""
    kind, amount = change.change
    return change.parameter == PORTAL and kind != "scale" and amount > 0


def _found(hazard: float, language: Language) -> str:
    return language.say("found", part=language.share(within(hazard, MONTHS_PER_YEAR), "many"))


BIAS = (0.2, 0.6, 1.2)
DISTRUST = (0.2, 0.5, 0.8)
STIGMA = (0.001, 0.2, 0.8)
CAUTION = (0.001, 0.3, 0.8)


def choosing(scenario: Scenario, language: Language) -> str:
    """Tell what is weighed, and what stands against reusing what others made."""
    appraisal = scenario.appraisal
    if appraisal.rule == "adopt_when_aware":
        return language.say("nothing_weighed")
    return language.say(
        "weighed", rule=language.word("rules", appraisal.rule), nih=_nih(scenario, language),
        stigma=_stigma(scenario, language), caution=language.graded("caution", appraisal.risk_aversion, CAUTION),
        projects=language.count(scenario.capacity.projects_per_field, "project"),
    )  # fmt: skip


def _nih(scenario: Scenario, language: Language) -> str:
    a, told = scenario.appraisal, []
    if a.nih_distrust:
        told.append(language.say("distrust", word=language.graded("distrust", a.nih_distrust, DISTRUST)))
    if a.nih_inattention:
        told.append(language.say("inattention", part=language.share(a.nih_inattention, "many")))
    if a.nih_bias:
        told.append(language.say("bias", word=language.graded("bias", a.nih_bias, BIAS)))
    return " ".join(told) or language.say("no_nih")


def _stigma(scenario: Scenario, language: Language) -> str:
    word = language.graded("stigma", scenario.appraisal.copy_stigma, STIGMA)
    return language.say("stigma", word=word, pride=language.say("pride") if scenario.appraisal.pride else "")


def work(scenario: Scenario, language: Language) -> str:
    """Tell of development, implementation and discontinuance."""
    return f"{_speed(scenario, language)} {_into_use(scenario, language)} {_stopping(scenario, language)}"


def _speed(scenario: Scenario, language: Language) -> str:
    months = read_by_rules(scenario.work, Work)
    taken = (months.months_copy, months_of_mode(months, Mode.ADAPT), months.months_own)
    copy, adapt, own = map(language.duration, taken)
    return language.say("speed" if any(taken) else "no_speed", copy=copy, adapt=adapt, own=own)


def _into_use(scenario: Scenario, language: Language) -> str:
    months = scenario.implementation.mean_months
    if not months:
        return language.say("in_use_at_once")
    given_up = within(scenario.implementation.failure_per_month, months)
    return language.say("into_use", length=language.duration(months), part=language.share(given_up, "much"))


def _stopping(scenario: Scenario, language: Language) -> str:
    yearly = scenario.operation.stop_per_year
    if not yearly:
        return language.say("no_stopping")
    return language.say("stopping", part=language.share(within(yearly, 10), "much"))


MONTHS_PER_QUARTER = 3
CLIFF = (0.2, 0.75)


def money(scenario: Scenario, language: Language) -> str:
    """Tell of the municipalities' own money, of the grant pool and of the cliff where money ends."""
    parts = (tell_part(scenario, language) for tell_part in (_own_money, _project_money, _pool))
    return " ".join(part for part in parts if part)


def _own_money(scenario: Scenario, language: Language) -> str:
    kroner = scenario.budget.dkk_per_inhabitant
    return language.say("own_money", kroner=language.figure(round(kroner))) if kroner else language.say("no_limit")


def _project_money(scenario: Scenario, language: Language) -> str:
    part = scenario.funding.project_share
    return language.say("project_money", part=language.share(part, "many")) if part else ""


def _pool(scenario: Scenario, language: Language) -> str:
    funding = scenario.funding
    if not funding.grants_per_municipality or not funding.grant_seeking_share:
        return language.say("no_pool")
    reserved = funding.reuse_reserved_share
    return language.say(
        "pool", grants=language.count(round(100 * funding.grants_per_municipality), "grant"),
        reserved=language.say("reserved", part=language.share(reserved, "many")) if reserved else "",
        choice=language.say("choice") if funding.choice_weight else "", length=language.duration(funding.grant_months),
        taper=_longer("taper", funding.taper_months, language), tail=_longer("tail", funding.tail_months, language),
        cliff=_cliff(scenario, language),
    )  # fmt: skip


def _longer(sentence: str, months: float, language: Language) -> str:
    return language.say(sentence, length=language.duration(months)) if months else ""


def _cliff(scenario: Scenario, language: Language) -> str:
    cliff = scenario.cliff
    if not cliff.unfinished_per_month and not cliff.operation_per_month:
        return language.say("no_cliff")
    lost = within(cliff.unfinished_per_month, MONTHS_PER_QUARTER)
    in_use = within(cliff.operation_per_month, MONTHS_PER_YEAR)
    return language.say(
        "cliff", word=language.graded("cliff", lost, CLIFF), unfinished=language.share(lost, "much"),
        in_use=language.share(in_use, "much"),
    )  # fmt: skip


def prize(scenario: Scenario, language: Language) -> str:
    """Tell who can win what for reusing others' ideas, or that nobody can."""
    rules = scenario.prize
    if not rules.winners_per_year:
        return language.say("no_prize")
    scope = language.places(rules.scope)
    return language.say(
        "prize", month=language.month(rules.from_month), award=language.month_name(PRIZE_MONTH),
        until=language.say("prize_until", month=language.month(rules.until_month)) if rules.until_month else "",
        prizes=language.count(rules.winners_per_year, "prize"),
        where=language.say("prize_in", scope=scope) if scope else language.say("prize_everywhere"),
        modes=language.joined([language.word("modes", mode) for mode in rules.eligible_modes], "or"),
        stage=language.word("stages", rules.eligible_stage), effects=_effects(scenario, language),
    )  # fmt: skip


def _effects(scenario: Scenario, language: Language) -> str:
    rules = scenario.prize
    strengths = {
        "incentive": rules.reward + rules.kroner_utility,
        "recognition": rules.recognition_winner,
        "visibility": rules.visibility_per_month,
    }
    effects = [language.word("prize_effects", channel) for channel, strength in strengths.items() if strength]
    if not effects:
        return language.say("no_prize_effects")
    return language.say("prize_effects", effects=language.joined(effects))


CHAPTERS = (
    setting, problems, hearing, choosing, work, money, prize, innovations, organisations, partnerships, interventions,
    differences,
)  # fmt: skip


def tell(scenario: Scenario, language: str = "en") -> str:
    """Return the story of a scenario: paragraphs with an empty line between, not wrapped.

    Parameters
    ----------
    language
        ``en`` or ``da``. A ready-made scenario has a title and a description in each; one's own keeps its words.

    Raises
    ------
    InputError
        If there is no such language.
    """
    told = Language(language)
    paragraphs = (*(chapter(scenario, told) for chapter in CHAPTERS), told.say("no_forecast"))
    return "\n\n".join(paragraph for paragraph in (_title(scenario, language), *paragraphs) if paragraph)


def _title(scenario: Scenario, language: str) -> str:
    name, description = ready_made(scenario.name, scenario.description, language)
    if not description:
        return f"{name}."
    return description if description.startswith(f"{name}:") else f"{name}: {description}"
