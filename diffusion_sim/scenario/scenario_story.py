"""The scenario told in plain words, before any number: what a council clerk would want to know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.codes import Mode
from diffusion_sim.mechanisms.copycat_prize import PRIZE_MONTH
from diffusion_sim.mechanisms.development import months_of_mode
from diffusion_sim.mechanisms.settings import Work
from diffusion_sim.scenario.in_words import (
    MONTHS_PER_YEAR,
    count,
    duration,
    graded,
    joined,
    month,
    month_name,
    share,
    within,
)
from diffusion_sim.scenario.story_of_changes import differences, innovations, interventions, organisations, partnerships
from diffusion_sim.scenario.time_and_network import weight_of

if TYPE_CHECKING:
    from diffusion_sim.scenario.interventions import Intervention
    from diffusion_sim.scenario.scenario import Scenario

GRAPHS = {
    "rewired": "the Danish ties, shuffled so that everybody keeps as many as before",
    "complete": "everybody is tied to everybody",
    "ring": "everybody is tied to the nearest on a ring",
    "watts_strogatz": "a ring with some ties thrown across (a small world after Watts and Strogatz)",
    "erdos_renyi": "ties thrown at random (after Erdős and Rényi)",
    "barabasi_albert": "a few hubs hold most ties (after Barabási and Albert)",
}
LAYERS = {
    "land_border": "a common land border",
    "fixed_link": "a bridge or tunnel",
    "ferry": "a ferry",
    "region": "the same region",
    "bodies": "the same collaboration bodies",
    "size_likeness": "similar population",
}


def setting(scenario: Scenario) -> str:
    """Tell who takes part, how they are tied and which months are told of."""
    time = scenario.time
    burn_in = (
        f" The {duration(time.burn_in_months)} before that are simulated but not shown, so that the country already has solutions in use."
        if time.burn_in_months
        else " Nothing is in use at the start."
    )
    return (
        f"{_who(scenario)}, from {month(time.first_month)} and for {duration(time.months)}.{burn_in} "
        f"{_ties(scenario)} Each municipality decides for itself, month by month."
    )


def _who(scenario: Scenario) -> str:
    network = scenario.network
    made_up = count(network.size, "made-up place").capitalize()
    return {
        "file": "The places of your own files", "denmark": "The Danish municipalities", "synthetic": made_up,
    }[network.whose]  # fmt: skip


def _ties(scenario: Scenario) -> str:
    network = scenario.network
    if network.kind == "file":
        return "Who is tied to whom stands in your own files."
    if network.kind != "denmark":
        return f"Who is tied to whom is made up: {GRAPHS[network.kind]}."
    weights = {words: weight_of(network, layer) for layer, words in LAYERS.items()}
    ties = sorted((layer for layer, weight in weights.items() if weight > 0), key=lambda layer: -weights[layer])
    return f"They are tied by {joined(ties)}, the strongest first." if ties else "No tie counts."


def problems(scenario: Scenario) -> str:
    """Tell what there is to solve and where answers from outside come from."""
    declared, external = scenario.problems, scenario.external
    if not declared.per_field:
        return "No problems are drawn: there is nothing but the innovations given below."
    kinds = declared.per_field * len(declared.fields)
    era = (
        f"After about {count(round(1 / declared.era_end_per_year), 'year')} a problem has changed so much that old "
        "solutions lose their value."
        if declared.era_end_per_year
        else "Problems never change, so that a good solution remains one."
    )
    outside = (
        "Some solutions come from outside: the state, the association of municipalities, a region, a vendor or abroad"
        + ("; whoever made them promotes them." if external.push_per_month else ".")
        if external.per_era
        else "No solutions come from outside the municipalities."
    )
    fields = count(len(declared.fields), "policy field")
    return f"All meet the same {count(kinds, 'problem')} in {fields}. {era} {outside}"


PORTAL = "portal.hearing_per_month"


def hearing(scenario: Scenario) -> str:
    """Tell how news travels: over ties, and over a portal where there is one."""
    return f"{_contact(scenario)} {_portal(scenario)}"


def _contact(scenario: Scenario) -> str:
    awareness = scenario.awareness
    if awareness.form == "threshold":
        part = share(awareness.threshold_share)
        return f"A municipality becomes aware of a solution once {part} of those it is tied to use it."
    if awareness.form == "one_shot":
        part = share(awareness.one_shot_probability)
        return f"Each new user tells those it is tied to once, and {part} of them take notice."
    if not awareness.contact_per_month:
        return "Municipalities do not become aware of solutions through each other."
    year = within(awareness.contact_per_month, MONTHS_PER_YEAR)
    pace = graded(year, ((0.1, "very slowly"), (0.4, "slowly"), (0.8, "within a year or two")), "within a year")
    return f"A municipality becomes aware of a solution through those it is tied to, {pace} once most of them use it."


def _portal(scenario: Scenario) -> str:
    opening = next((change for change in scenario.interventions if _opens(change)), None)
    if scenario.portal.hearing_per_month:
        return f"A national portal shows solutions everywhere: {_pace(scenario.portal.hearing_per_month)}"
    if opening is None:
        return "There is no national overview of what has been tried and how it works."
    since = f"From {month(opening.from_month)} a" if opening.from_month else "A"
    until = f" (until {month(opening.until_month)})" if opening.until_month else ""
    amount = opening.change[1]
    return f"{since} national portal{until} shows solutions everywhere: {_pace(amount)}"


def _opens(change: Intervention) -> bool:
    """Tell whether a change opens a portal that was not there; a scaled nothing is still nothing."""
    kind, amount = change.change
    return change.parameter == PORTAL and kind != "scale" and amount > 0


def _pace(hazard: float) -> str:
    part = share(within(hazard, MONTHS_PER_YEAR))
    return f"{part} of those who do not know a documented solution find it there within a year."


DISCOUNT = ((0.2, "a weak"), (0.6, "a noticeable"), (1.2, "a strong"))
DISTRUST = ((0.2, "a weak"), (0.5, "a noticeable"), (0.8, "a strong"))
STIGMA = ((0.001, "carries no stigma"), (0.2, "carries a slight stigma"), (0.8, "carries a stigma"))
CAUTION = (
    (0.001, "Uncertainty does not put them off"),
    (0.3, "Uncertainty puts them off a little"),
    (0.8, "Uncertainty puts them off"),
)


RULES = {
    "utility": "",
    "satisficing": ", and takes the first option that is better than leaving things as they are",
    "imitation": "; the benefit that it expects of others' solutions is what tied users get out of them",
}


def choosing(scenario: Scenario) -> str:
    """Tell what is weighed, and what stands against reusing what others made."""
    if scenario.appraisal.rule == "adopt_when_aware":
        return "Whoever becomes aware of a solution adopts it: nothing is weighed, as in models of contagion."
    projects = count(scenario.capacity.projects_per_field, "project")
    return (
        "When a problem is on the agenda, a municipality looks at the solutions that it knows and may copy one, adapt "
        "one, take inspiration from one, develop its own, or leave things as they are. It weighs the benefit that it "
        f"expects against the work and the uncertainty{RULES[scenario.appraisal.rule]}. {_nih(scenario)} {_stigma(scenario)} {_caution(scenario)}, "
        f"and each policy field has room for {projects} at once."
    )


def _nih(scenario: Scenario) -> str:
    a, told = scenario.appraisal, []
    if a.nih_distrust:
        word = graded(a.nih_distrust, DISTRUST, "a very strong")
        told.append(f"There is {word} distrust of what others say of their solutions; adapting one removes part of it.")
    if a.nih_inattention:
        told.append(f"Of others' solutions {share(a.nih_inattention)} is never considered.")
    if a.nih_bias:
        word = graded(a.nih_bias, DISCOUNT, "a very strong")
        told.append(
            f"There is {word} tendency to think less of what was not invented here; adapting it removes part of it."
        )
    return " ".join(told) or "What others invented counts for as much as one's own."


def _stigma(scenario: Scenario) -> str:
    word = graded(scenario.appraisal.copy_stigma, STIGMA, "carries a heavy stigma")
    pride = ", and being the inventor is a source of pride" if scenario.appraisal.pride else ""
    return f"Being seen to copy {word}{pride}."


def _caution(scenario: Scenario) -> str:
    return graded(scenario.appraisal.risk_aversion, CAUTION, "Uncertainty weighs heavily with them")


def work(scenario: Scenario) -> str:
    """Tell of development, implementation and discontinuance."""
    months, implementation = Work(**scenario.work.model_dump()), scenario.implementation
    speed = (
        f"Copying takes about {duration(months.months_copy)}, adapting {duration(months_of_mode(months, Mode.ADAPT))}, "
        f"own development {duration(months.months_own)}."
    )
    return f"{speed} {_into_use(implementation.mean_months, implementation.failure_per_month)} {_stopping(scenario)}"


def _into_use(mean_months: float, failure_per_month: float) -> str:
    if not mean_months:
        return "What is developed is in use at once."
    given_up = within(failure_per_month, mean_months)
    return (
        f"Then it has to be implemented, which takes about {duration(mean_months)}: here it meets its opponents, and where "
        f"nobody feels ownership {share(given_up)} is given up."
    )


def _stopping(scenario: Scenario) -> str:
    yearly = scenario.operation.stop_per_year
    if not yearly:
        return "What is in use stays in use while its problem lasts."
    return f"Of what is in use {share(within(yearly, 10))} is discontinued within ten years, sooner once it is out of date."


MONTHS_PER_QUARTER = 3
HARD, SOFT = 0.75, 0.2


def money(scenario: Scenario) -> str:
    """Tell of the municipalities' own money, of the grant pool and of the cliff where money ends."""
    return " ".join(part for part in (_own_money(scenario), _project_money(scenario), _pool(scenario)) if part)


def _own_money(scenario: Scenario) -> str:
    if not scenario.budget.dkk_per_inhabitant:
        return "A municipality's own money for development has no limit."
    return (
        f"A municipality has {scenario.budget.dkk_per_inhabitant:,.0f} kroner per inhabitant and year for development; "
        "work that this does not cover is not begun."
    )


def _project_money(scenario: Scenario) -> str:
    if not scenario.funding.project_share:
        return ""
    part = share(scenario.funding.project_share)
    return f"Of projects without a grant {part} runs on the municipality's own project money, which ends like a grant."


def _pool(scenario: Scenario) -> str:
    funding = scenario.funding
    if not funding.grants_per_municipality or not funding.grant_seeking_share:
        return "There are no grants."
    reserved = f", {share(funding.reuse_reserved_share)} of them kept for reuse" if funding.reuse_reserved_share else ""
    weighed = ", and whether to apply is weighed against the effort" if funding.choice_weight else ""
    return (
        f"A pool gives {count(round(100 * funding.grants_per_municipality), 'grant')} a year for a hundred municipalities{reserved}{weighed}. A grant pays for "
        f"{duration(funding.grant_months)}{_softening(scenario)}. {_cliff(scenario)}"
    )


def _softening(scenario: Scenario) -> str:
    funding = scenario.funding
    taper = f", then fades out over {duration(funding.taper_months)}" if funding.taper_months else ""
    tail = f", with {duration(funding.tail_months)} more for what is being implemented" if funding.tail_months else ""
    return taper + tail


def _cliff(scenario: Scenario) -> str:
    cliff = scenario.cliff
    if not cliff.unfinished_per_month and not cliff.operation_per_month:
        return "Its end costs nothing: the work goes on."
    lost = within(cliff.unfinished_per_month, MONTHS_PER_QUARTER)
    ending = "a hard cliff" if lost >= HARD else "a gentle slope" if lost < SOFT else "a cliff"
    in_use = within(cliff.operation_per_month, MONTHS_PER_YEAR)
    return (
        f"Its end is {ending}: within three months {share(lost)} of the unfinished work is lost where nothing else "
        f"carries it, and within a year {share(in_use)} of what the grant kept in use."
    )


MODES = {"copy": "copied", "adapt": "adapted", "inspired": "took strong inspiration from"}


def prize(scenario: Scenario) -> str:
    """Tell who can win what for reusing others' ideas, or that nobody can."""
    rules = scenario.prize
    if not rules.winners_per_year:
        return "There is no prize for copying."
    who = f"in {joined(rules.scope)}" if rules.scope else "in the whole country"
    done = joined([MODES[mode] for mode in rules.eligible_modes], "or")
    until = f" to {month(rules.until_month)}" if rules.until_month else ""
    used = "implemented it" if rules.eligible_stage == "implemented" else "began the work"
    return (
        f"From {month(rules.from_month)}{until} there is a copycat prize: each {month_name(PRIZE_MONTH)} "
        f"{count(rules.winners_per_year, 'prize')} {who} for those who {done} what others have made "
        f"and {used}. {_effects(scenario)}"
    )


def _effects(scenario: Scenario) -> str:
    rules = scenario.prize
    effects = [
        words
        for strength, words in (
            (rules.reward + rules.kroner_utility, "attracts through the hope of winning"),
            (rules.recognition_winner, "reduces the stigma of copying"),
            (rules.visibility_per_month, "makes the winning solutions known"),
        )
        if strength
    ]
    return f"It {joined(effects)}." if effects else "It changes nothing in what anybody thinks or hears."


NO_FORECAST = (
    "What the model makes of this is a consequence of these assumptions, "
    "not a forecast of what any municipality will do."
)

CHAPTERS = (
    setting, problems, hearing, choosing, work, money, prize, innovations, organisations, partnerships, interventions,
    differences,
)  # fmt: skip


def tell(scenario: Scenario) -> str:
    """Return the story of a scenario: paragraphs with an empty line between, not wrapped."""
    title = f"{scenario.name}: {scenario.description.strip()}" if scenario.description.strip() else f"{scenario.name}."
    paragraphs = (title, *(chapter(scenario) for chapter in CHAPTERS), NO_FORECAST)
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
