"""6.6: when a problem is appraised, what is seen, the terms of each option, and the choice."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from diffusion_sim.codes import Mode, Stage, Verdict, Window
from diffusion_sim.draws import block, threshold, uniform
from diffusion_sim.draws.streams import AGENDA, NOT_LOOKED_AT, TASTE_LASTING, TASTE_YEARLY
from diffusion_sim.exact import value_grid
from diffusion_sim.mechanisms import choice, evidence, utility
from diffusion_sim.mechanisms.choice import SWITCHING_COST
from diffusion_sim.mechanisms.copycat_prize import chance_of_winning, worth_of_winning
from diffusion_sim.mechanisms.development import months_of_mode
from diffusion_sim.mechanisms.foresight import Outlook, foresee
from diffusion_sim.mechanisms.funding_cliff import cliff_hazard
from diffusion_sim.mechanisms.grant_pool import grant_seeking
from diffusion_sim.mechanisms.nature import total_drawback
from diffusion_sim.mechanisms.not_invented_here import experience, nih_share, ownership
from diffusion_sim.mechanisms.problem_agenda import agenda_hazard
from diffusion_sim.mechanisms.sharing import pride_gain, reputation
from reference.hearing import exposure, is_near, users_around, whole_contact
from reference.things import Case, Municipality, ProblemFile, Run

NOT_BEST = -1.0
"""Shortfall of a solution that was not the best to reuse."""
LEAVE_WORD, OWN_WORD = 3, 0


class Option(NamedTuple):
    mode: Mode
    case: Case | None
    terms: utility.Terms


def consider(run: Run, m: Municipality) -> None:
    """Weigh each problem whose window is open and whose field has free capacity."""
    for file in m.files:
        opened = window(run, m, file)
        file.heard_now = False
        if opened is None:
            continue
        if free_capacity(run, m, file.field) > 0:
            appraise(run, m, file)
        else:
            file.postponed = True
            run.flows["postponed"] += 1
    m.freed.clear()


def window(run: Run, m: Municipality, file: ProblemFile) -> Window | None:
    """Return what opens the problem, the first that applies."""
    if file.under_way is not None:
        return None
    agenda = comes_on_agenda(run, m, file)
    nothing = file.in_use is None
    opened = {
        Window.HEARING: nothing and file.heard_now,
        Window.AGENDA: agenda,
        Window.BUDGET: file.postponed and run.is_month_of_year(1),
        Window.ELECTION: nothing and bool(file.known) and run.month in run.calendar.election_months,
        Window.FREED_CAPACITY: file.postponed and file.field in m.freed,
    }
    return next((name for name, applies in opened.items() if applies), None)


def comes_on_agenda(run: Run, m: Municipality, file: ProblemFile) -> bool:
    """Let a month pass on the agenda clock, which starts anew when it strikes."""
    s, drawn = run.settings(m), file.problem < run.setup.drawn_problems
    salience = run.eras[file.problem][run.present_era[file.problem]].salience if drawn else 1.0
    hazard = agenda_hazard(s.agenda.reviews_per_year, salience, s.traits.carrying, s.traits.skill)
    file.agenda += hazard
    era = np.uint64((file.problem << 32) + run.present_era[file.problem])
    if hazard == 0.0 or file.agenda < run.draw(threshold, era, m.code, AGENDA, file.reviews):
        return False
    file.agenda, file.reviews = 0.0, file.reviews + 1
    return True


def free_capacity(run: Run, m: Municipality, field: int) -> int:
    work = [file.under_way for file in m.files if file.field == field and file.under_way]
    busy = [case for case in work if case.stage in (Stage.DEVELOPING, Stage.IMPLEMENTING)]
    return run.settings(m).capacity.projects_per_field - len(busy)


def appraise(run: Run, m: Municipality, file: ProblemFile) -> None:
    """Weigh the options, keep on each solution how it went, and note what is wanted."""
    if run.scenario.appraisal.rule == "adopt_when_aware":
        options, chosen, best, shortfall, flips = adopt(file)
    else:
        options, chosen, best, shortfall, flips = weigh(run, m, file)
    mode, case, terms = options[chosen]
    file.postponed = False
    run.flows["appraised"] += 1
    for looked_at in dict.fromkeys(option.case for option in options if option.case):
        looked_at.appraised, looked_at.times_appraised = run.month, looked_at.times_appraised + 1
        looked_at.verdict = Verdict.ADOPTED if looked_at is case else Verdict.DECLINED
        looked_at.shortfall = shortfall if looked_at is options[best].case else NOT_BEST
        looked_at.flips = flips
    if mode is Mode.NOTHING:
        run.flows["declined"] += 1
    else:
        m.wishes.append((file, mode, case, terms.taste))


Weighed = tuple[list[Option], int, int, float, int]
"""Options, row of the chosen, row of the best reuse (0: none), its shortfall, the flip set."""


def adopt(file: ProblemFile) -> Weighed:
    """Copy the first solution heard of (ties: smaller identity)."""
    terms = utility.nothing_terms(0.0, 0.0, 0.0)
    first = sorted(file.known, key=lambda case: (case.aware, int(case.solution.identity)))[:1]
    chosen = len(first)
    return [Option(Mode.NOTHING, None, terms), *(Option(Mode.COPY, c, terms) for c in first)], chosen, chosen, 0.0, 0


def weigh(run: Run, m: Municipality, file: ProblemFile) -> Weighed:
    """Return leave it, own, and copy, adapt and be inspired by each solution looked at closely."""
    options = [leave_it(run, m, file), own(run, m, file)]
    for case, seen in looked_at_closely(run, m, file):
        options += reuse(run, m, file, case, seen)
    # 6.6: a utility is the sum of its terms from left to right, in the order of the table.
    table = np.array([option.terms for option in options])
    n, best = len(options), 0
    rule = first_better_than_leaving if run.scenario.appraisal.rule == "satisficing" else highest
    chosen = rule(table)
    if n > 2:
        best = 2 + choice.best_option(table[2:], n - 2, -1)
    return (
        options,
        chosen,
        best,
        choice.shortfall(table, chosen, best) if best else 0.0,
        sum(1 << term for term in range(table.shape[1]) if rule(np.delete(table, term, axis=1)) != chosen),
    )


def highest(table: Any) -> int:
    return choice.best_option(table, len(table), -1)


def first_better_than_leaving(table: Any) -> int:
    """Go through reuse, the most promising first, then own work; the sums are from left to right."""
    worth = [sum(row.tolist()) for row in table]
    return next((row for row in [*range(2, len(table)), 1] if worth[row] > worth[0]), 0)


def leave_it(run: Run, m: Municipality, file: ProblemFile) -> Option:
    weight, mine = run.settings(m).appraisal.benefit_weight, file.in_use
    if mine is not None:
        return Option(Mode.NOTHING, None, utility.nothing_terms(weight, mine.net_benefit, mine.taste))
    first_own = run.identity(m, file.problem, 0, None)
    return Option(Mode.NOTHING, None, utility.nothing_terms(weight, 0.0, taste(run, m, first_own, LEAVE_WORD)))


def own(run: Run, m: Municipality, file: ProblemFile) -> Option:
    next_own = run.identity(m, file.problem, file.made[None], None)
    plan = foresee(outlook(run, m, Mode.OWN), 1.0, 0.0, taste(run, m, next_own, OWN_WORD))
    return Option(Mode.OWN, None, utility.own_terms(run.settings(m).appraisal, situation(run, m, file), plan))


def reuse(run: Run, m: Municipality, file: ProblemFile, case: Case, seen: utility.Prospect) -> list[Option]:
    a, who, identity = run.settings(m).appraisal, situation(run, m, file), case.solution.identity
    copy, adapt, inspired = (
        foresee(outlook(run, m, mode), seen.complexity, 0.0, taste(run, m, identity, word))
        for word, mode in enumerate((Mode.COPY, Mode.ADAPT, Mode.INSPIRED))
    )
    return [
        Option(Mode.COPY, case, utility.reuse_terms(int(Mode.COPY), a, seen, who, copy)),
        Option(Mode.ADAPT, case, utility.reuse_terms(int(Mode.ADAPT), a, seen, who, adapt)),
        Option(Mode.INSPIRED, case, utility.inspired_terms(a, seen, who, inspired)),
    ]


def taste(run: Run, m: Municipality, identity: np.uint64, word: int) -> float:
    lasting = run.draw(block, identity, m.code, TASTE_LASTING)[word]
    yearly = run.draw(block, identity, m.code, TASTE_YEARLY, run.year)[word]
    return choice.taste(lasting, yearly, run.settings(m).appraisal.taste_correlation)


def situation(run: Run, m: Municipality, file: ProblemFile) -> utility.Situation:
    s = run.settings(m)
    return utility.Situation(
        skill=s.traits.skill,
        error_tolerance=s.traits.error_tolerance,
        recognition=m.recognition,
        pride_gain=pride_gain(s.recognition.reputation_pride, reputation(m.times_reused)),
        switching_cost=SWITCHING_COST if file.in_use else 0.0,
        benefit_sd=s.solutions.benefit_sd,
        drawback_mean=s.solutions.drawback_mean,
        parent_share=s.solutions.parent_share,
    )


def looked_at_closely(run: Run, m: Municipality, file: ProblemFile) -> list[tuple[Case, utility.Prospect]]:
    """Return the most promising of what is known and not overlooked (R5); ties: smaller identity."""
    seen = [(case, prospect(run, m, case)) for case in file.known if not is_overlooked(run, m, case)]
    seen.sort(key=lambda pair: (-utility.promise(*pair[1][:4]), int(pair[0].solution.identity)))
    return seen[: run.settings(m).appraisal.consideration_size]


def is_overlooked(run: Run, m: Municipality, case: Case) -> bool:
    chance = turned_from(run, m, case, run.settings(m).appraisal.nih_inattention)
    return run.draw(uniform, case.solution.identity, m.code, NOT_LOOKED_AT) < chance


def turned_from(run: Run, m: Municipality, case: Case, strength: float) -> float:
    """Return nu, the distrust or inattention that meets a solution for where it comes from and what was lived here (R5)."""
    a, origin = run.settings(m).appraisal, case.solution.origin
    factor = a.nih_central_factor if origin is None else a.nih_near_factor if is_near(run, m, origin) else 1.0
    used = [c.mode for c in m.cases.values() if c.implemented >= 0]
    made = sum(mode in (Mode.INSPIRED, Mode.OWN) for mode in used)
    return nih_share(strength, factor, experience(a.nih_experience, float(made), float(len(used) - made)))


def prospect(run: Run, m: Municipality, case: Case) -> utility.Prospect:
    """Return a known solution as it is seen: belief from a noisy visit (R9), fit (R8), and who runs it."""
    s, a, nature = run.settings(m), run.settings(m).appraisal, case.solution.nature
    if run.scenario.appraisal.rule == "imitation":
        return prospect_by_success(run, m, case)
    visits = 1.0 + (s.portal.evidence_gain if nature.documented and s.portal.hearing_per_month > 0.0 else 0.0)
    believed = seen_with(run, m, case, visits * (1.0 - turned_from(run, m, case, a.nih_distrust)))
    in_full = seen_with(run, m, case, visits)
    whole = whole_contact(run, m)
    return utility.Prospect(
        *(believed[0], believed[1], case.fit, believed[2]),
        complexity=nature.complexity,
        near_factor=a.nih_near_factor if is_near(run, m, case.solution.origin) else 1.0,
        exposure=exposure(run, m, case.solution) / whole if whole > 0.0 else 0.0,
        distrust_of_benefit=believed[0] - in_full[0],
        distrust_of_variance=believed[1] - in_full[1],
        distrust_of_drawback=believed[2] - in_full[2],
    )


def prospect_by_success(run: Run, m: Municipality, case: Case) -> utility.Prospect:
    """Return a known solution as its tied users' mean net benefit shows it; the prior where nobody uses it."""
    s, a, solution = run.settings(m), run.settings(m).appraisal, case.solution
    users = users_around(run, m, solution)
    weights = sum(weight for weight, _ in users)
    mean = sum(value_grid(weight * net) for weight, net in users) / weights if users else 0.0
    full = 1.0 if users else 0.0
    trust = full * (1.0 - turned_from(run, m, case, a.nih_distrust))
    sd, drawback = s.solutions.benefit_sd, s.solutions.drawback_mean
    seen, whole = evidence.log_of_success(mean, drawback), whole_contact(run, m)
    benefit, unsure = evidence.believed_log_benefit(sd, seen, trust), evidence.doubt(sd, trust)
    return utility.Prospect(
        *(benefit, unsure, 1.0, drawback),
        complexity=solution.nature.complexity,
        near_factor=a.nih_near_factor if is_near(run, m, solution.origin) else 1.0,
        exposure=weights / whole if whole > 0.0 else 0.0,
        distrust_of_benefit=benefit - evidence.believed_log_benefit(sd, seen, full),
        distrust_of_variance=unsure - evidence.doubt(sd, full),
    )


def seen_with(run: Run, m: Municipality, case: Case, visits: float) -> tuple[float, float, float]:
    """Return log benefit, variance and drawback as believed after so many visits' worth of evidence (R9)."""
    s, nature = run.settings(m), case.solution.nature
    sd, noise = s.solutions.benefit_sd, s.appraisal.signal_sd
    trust = evidence.reliability(sd, noise, visits)
    return (
        evidence.believed_log_benefit(sd, nature.log_benefit + noise * case.signal_noise, trust),
        evidence.doubt(sd, trust),
        evidence.believed_drawback(total_drawback(nature.drawback), s.solutions.drawback_mean, trust),
    )


def outlook(run: Run, m: Municipality, mode: Mode) -> Outlook:
    """Return what a mode holds in store, worked out anew at each look."""
    s, f, a, edge = run.settings(m), run.settings(m).funding, run.settings(m).appraisal, run.settings(m).cliff
    permanence, owned = s.traits.permanence, ownership(int(mode), a.ownership_adapt)
    return Outlook(
        development_months=months_of_mode(s.work, int(mode)),
        implementation_months=s.implementation.mean_months,
        money_months=f.grant_months + 0.5 * f.taper_months + f.tail_months,
        seeking=grant_seeking(f.grant_seeking_share, f.first_of_kind_factor, int(mode), permanence),
        cliff_per_month=cliff_hazard(
            edge.unfinished_per_month, permanence, s.implementation.ownership_relief, owned, s.traits.carrying, 1.0
        ),
        foresight=a.foresight,
        prize=hope_of_prize(run, m, mode),
    )


def hope_of_prize(run: Run, m: Municipality, mode: Mode) -> float:
    if mode.name.lower() not in run.scenario.prize.eligible_modes or not run.takes_part(m):
        return 0.0
    winners = run.national.prize.winners_per_year
    worth = worth_of_winning(run.settings(m).prize, float(winners))
    return worth * chance_of_winning(float(winners), float(run.eligible_last_year))
