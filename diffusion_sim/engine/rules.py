"""The rules that kernels call: the model's own, compiled into the kernels."""

from __future__ import annotations

from diffusion_sim import draws, exact
from diffusion_sim.engine.inlining import for_kernels, into_kernels
from diffusion_sim.rules import (
    agenda,
    appraisal,
    awareness,
    carriers,
    choice,
    cliff,
    constraint,
    costs,
    enthusiasm,
    evaluation,
    evidence,
    fit,
    foresight,
    ideas,
    implementation,
    nature,
    operation,
    order,
    partnership,
    permanence,
    planning,
    prize,
    silo,
    sparring,
    spread,
    stigma,
    training,
    trial,
    value,
    wicked,
    work,
)
from diffusion_sim.rules import (
    ownership as owning,
)
from diffusion_sim.rules import (
    standing as fame,
)
from diffusion_sim.rules import (
    taste as tastes,
)

exp, log, value_grid = into_kernels(exact.exp), into_kernels(exact.log), into_kernels(exact.value_grid)

months_until = into_kernels(draws.months_until)

agenda_hazard = into_kernels(agenda.agenda_hazard)
first_carriers, next_carriers = for_kernels(carriers.first_carriers), for_kernels(carriers.next_carriers)
carrying = into_kernels(carriers.carrying)
goes_on_without_grant = into_kernels(enthusiasm.goes_on_without_grant)
felt_friction, delayed_months = into_kernels(silo.felt_friction), into_kernels(silo.delayed_months)
is_out_of_bounds = into_kernels(constraint.is_out_of_bounds)
best_action, felt_ownership = for_kernels(order.best_action), into_kernels(order.felt_ownership)
months_to_check, ends_early = into_kernels(trial.months_to_check), into_kernels(trial.ends_early)
is_checked, is_stopped = into_kernels(trial.is_checked), into_kernels(evaluation.is_stopped)
next_trained, trained_skill = into_kernels(training.next_trained), into_kernels(training.trained_skill)
carrying_left = into_kernels(training.carrying_left)
is_wicked, months_for_partners = into_kernels(wicked.is_wicked), into_kernels(wicked.months_for_partners)
joint_cost_left = into_kernels(partnership.joint_cost_left)
joint_ownership = into_kernels(partnership.joint_ownership)
visits_worth, lengthened = into_kernels(evaluation.visits_worth), into_kernels(evaluation.lengthened)
liking_of_best, quality_factor = into_kernels(ideas.liking_of_best), into_kernels(ideas.quality_factor)
doubt_left, cost_left = into_kernels(sparring.doubt_left), into_kernels(sparring.cost_left)
resistance_at_cliff = into_kernels(permanence.resistance_at_cliff)

reuse_terms, inspired_terms = into_kernels(appraisal.reuse_terms), into_kernels(appraisal.inspired_terms)
own_terms, nothing_terms = into_kernels(appraisal.own_terms), into_kernels(appraisal.nothing_terms)
promise = into_kernels(appraisal.promise)
foresee, taste = into_kernels(foresight.foresee), into_kernels(tastes.taste)
best_option, shortfall = for_kernels(choice.best_option), for_kernels(choice.shortfall)

reliability, doubt = into_kernels(evidence.reliability), into_kernels(evidence.doubt)
believed_log_benefit = into_kernels(evidence.believed_log_benefit)
believed_drawback = into_kernels(evidence.believed_drawback)
standing, pride_gain = into_kernels(fame.standing), into_kernels(fame.pride_gain)
ownership = into_kernels(owning.ownership)

contact_hazard, broadcast_hazard = into_kernels(awareness.contact_hazard), into_kernels(awareness.broadcast_hazard)
hazard_of_probability = into_kernels(awareness.hazard_of_probability)
one_shot_probability = into_kernels(awareness.one_shot_probability)
reaches_threshold = into_kernels(awareness.reaches_threshold)
context_distance, fit_share = into_kernels(fit.context_distance), into_kernels(fit.fit_share)

grant_seeking, planning_burden = into_kernels(planning.grant_seeking), into_kernels(planning.planning_burden)
reserved_grants = into_kernels(planning.reserved_grants)
cliff_hazard, money_gone = into_kernels(cliff.cliff_hazard), into_kernels(cliff.money_gone)
months_of_mode, development_months = into_kernels(work.months_of_mode), into_kernels(work.development_months)
completion_hazard = into_kernels(implementation.completion_hazard)
failure_hazard = into_kernels(implementation.failure_hazard)
stop_hazard, line_value = into_kernels(operation.stop_hazard), into_kernels(operation.line_value)
realised_fit, realised_benefit = into_kernels(operation.realised_fit), into_kernels(operation.realised_benefit)
month_cost, paid_by_grant = into_kernels(costs.month_cost), into_kernels(costs.paid_by_grant)

chance_of_winning, judged_score = into_kernels(prize.chance_of_winning), into_kernels(prize.judged_score)
recognition_gained = into_kernels(stigma.recognition_gained)
recognition_faded = into_kernels(stigma.recognition_faded)

drawn_nature, total_drawback = for_kernels(nature.drawn_nature), into_kernels(nature.total_drawback)
drawn_log_benefit = into_kernels(value.drawn_log_benefit)
inspired_log_benefit = into_kernels(value.inspired_log_benefit)
spread_factor, within = into_kernels(spread.spread_factor), into_kernels(spread.within)
