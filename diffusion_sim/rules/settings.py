"""What rules may read of a scenario: its numbers by section, as plain tuples that compiled code can take.

Written by `python docs/build_settings.py` from `scenario/parameters`, where each is explained; do not edit by hand.
"""

from __future__ import annotations

from typing import NamedTuple


class Problems(NamedTuple):
    """Section `problems`."""

    per_field: int
    era_end_per_year: float
    salience_spread: float


class Solutions(NamedTuple):
    """Section `solutions`."""

    benefit_sd: float
    parent_share: float
    drawback_mean: float
    complexity_spread: float
    fit_level: float
    fit_distance: float
    fit_spread: float
    region_distance: float


class External(NamedTuple):
    """Section `external`."""

    per_era: float
    arrival_months: float
    benefit_advantage: float
    distance: float
    push_per_month: float
    push_months: int


class Traits(NamedTuple):
    """Section `traits`."""

    spread: float
    skill: float
    error_tolerance: float
    permanence: float
    carrying: float
    silo_friction: float
    silo_delay_share: float
    incentive_balance: float
    perceived_constraint: float


class Agenda(NamedTuple):
    """Section `agenda`."""

    reviews_per_year: float
    budget_month: int
    election_lag_months: int


class Capacity(NamedTuple):
    """Section `capacity`."""

    projects_per_field: int


class Awareness(NamedTuple):
    """Section `awareness`."""

    contact_per_month: float
    one_shot_probability: float
    threshold_share: float


class Portal(NamedTuple):
    """Section `portal`."""

    hearing_per_month: float
    documented_share: float
    evidence_gain: float
    running_dkk_per_month: float


class Appraisal(NamedTuple):
    """Section `appraisal`."""

    consideration_size: int
    benefit_weight: float
    signal_sd: float
    risk_aversion: float
    adapt_uncertainty_sd: float
    adaptation_gain: float
    discount_per_month: float
    foresight: float
    effort_copy: float
    effort_adapt: float
    effort_inspired: float
    effort_own: float
    constant_copy: float
    constant_adapt: float
    constant_inspired: float
    constant_own: float
    nih_bias: float
    nih_near_factor: float
    ownership_adapt: float
    ownership_inspired: float
    copy_stigma: float
    stigma_adapt_share: float
    pride: float
    social_proof: float
    switching_cost: float
    taste_correlation: float


class Funding(NamedTuple):
    """Section `funding`."""

    grant_seeking_share: float
    first_of_kind_factor: float
    grants_per_year: int
    reuse_reserved_share: float
    decision_month: int
    fallback_share: float
    burden_copy: float
    burden_adapt: float
    burden_inspired: float
    burden_own: float
    grant_months: int
    taper_months: int
    tail_months: int


class Cliff(NamedTuple):
    """Section `cliff`."""

    unfinished_per_month: float
    operation_per_month: float
    operation_months: int
    ownership_relief: float
    embedding_share: float


class Work(NamedTuple):
    """Section `work`."""

    months_own: float
    months_inspired: float
    months_adapt: float
    months_copy: float
    spread: float


class Implementation(NamedTuple):
    """Section `implementation`."""

    mean_months: float
    failure_per_month: float
    ownership_relief: float
    user_involvement: float
    involvement_relief: float
    involvement_fit: float
    involvement_merit: float
    involvement_months: float


class Operation(NamedTuple):
    """Section `operation`."""

    stop_per_year: float
    outdated_stop_factor: float
    outdated_value_share: float


class Prize(NamedTuple):
    """Section `prize`."""

    winners_per_year: int
    month: int
    judged_merit: float
    reward: float
    amount_dkk: float
    recognition_winner: float
    recognition_tied: float
    recognition_media: float
    visibility_per_month: float
    visibility_months: int


class Recognition(NamedTuple):
    """Section `recognition`."""

    fade_per_month: float
    standing_pride: float
    standing_half: float


class Costs(NamedTuple):
    """Section `costs`."""

    development_dkk_per_month: float
    adaptation_dkk_per_month: float
    copying_dkk_per_month: float
    implementation_dkk_per_month: float
    running_dkk_per_month: float
    grant_share: float
    discount_per_year: float


class Leadership(NamedTuple):
    """Section `leadership`."""

    carrying_share: float
    attention_span_months: float
    distraction_months: float
    crowding_share: float
    top_down_share: float
    ordered_ownership_share: float


class Politics(NamedTuple):
    """Section `politics`."""

    carrying_share: float
    backing_spread: float
    accord_share: float
    committee_gain: float
    blame_share: float
    pressure: float


class Enthusiasts(NamedTuple):
    """Section `enthusiasts`."""

    carrying_share: float
    turnover_per_year: float
    vacancy_months: float
    unfunded_share: float
    dependence_share: float


class Trials(NamedTuple):
    """Section `trials`."""

    ending_share: float
    check_share: float
    weak_below: float


class Ideas(NamedTuple):
    """Section `ideas`."""

    per_problem: float
    quality_gain: float


class Sparring(NamedTuple):
    """Section `sparring`."""

    asking_share: float
    doubt_relief_share: float
    cost_relief_share: float


class Evaluation(NamedTuple):
    """Section `evaluation`."""

    evaluated_share: float
    evidence_gain: float
    early_share: float
    gate_share: float
    work_share: float


class Training(NamedTuple):
    """Section `training`."""

    courses_per_year: float
    frame_share: float
    skill_gain: float
    decay_per_year: float
    frustration_gain: float
    frustration_fade_per_year: float
    ties_each_side: int
    tie_weight: float


class Wicked(NamedTuple):
    """Section `wicked`."""

    share: float
    partner_months: float


class Partnership(NamedTuple):
    """Section `partnership`."""

    cost_relief_share: float
    ownership_share: float


class Settings(NamedTuple):
    """All that rules may read, for one municipality in one stretch of months."""

    problems: Problems
    solutions: Solutions
    external: External
    traits: Traits
    agenda: Agenda
    capacity: Capacity
    awareness: Awareness
    portal: Portal
    appraisal: Appraisal
    funding: Funding
    cliff: Cliff
    work: Work
    implementation: Implementation
    operation: Operation
    prize: Prize
    recognition: Recognition
    costs: Costs
    leadership: Leadership
    politics: Politics
    enthusiasts: Enthusiasts
    trials: Trials
    ideas: Ideas
    sparring: Sparring
    evaluation: Evaluation
    training: Training
    wicked: Wicked
    partnership: Partnership
