"""What rules may read of a scenario: the numbers of each section, as plain tuples that compiled code can take.

Written by `python docs/build.py` from the parameters that the mechanisms of this folder declare.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Enthusiasts(NamedTuple):
    """The numbers of section `enthusiasts`."""

    carrying_share: float
    turnover_per_year: float
    unfunded_share: float
    dependence_share: float


class Traits(NamedTuple):
    """The numbers of section `traits`."""

    carrying: float
    skill: float
    spread: float
    perceived_constraint: float
    silo_friction: float
    incentive_balance: float
    error_tolerance: float
    permanence: float


class Leadership(NamedTuple):
    """The numbers of section `leadership`."""

    carrying_share: float
    attention_span_months: float
    top_down_share: float


class Capacity(NamedTuple):
    """The numbers of section `capacity`."""

    workplace_share: float
    projects_per_field: int


class Size(NamedTuple):
    """The numbers of section `size`."""

    weight: float


class Solutions(NamedTuple):
    """The numbers of section `solutions`."""

    benefit_sd: float
    parent_share: float
    drawback_mean: float
    fit_level: float
    fit_distance: float
    fit_spread: float


class External(NamedTuple):
    """The numbers of section `external`."""

    per_era: float
    benefit_advantage: float
    push_per_month: float
    promotes_share: float


class Politics(NamedTuple):
    """The numbers of section `politics`."""

    carrying_share: float
    accord_share: float
    committee_gain: float
    blame_share: float
    pressure: float


class Problems(NamedTuple):
    """The numbers of section `problems`."""

    per_field: int
    era_end_per_year: float


class Agenda(NamedTuple):
    """The numbers of section `agenda`."""

    reviews_per_year: float
    election_lag_months: int


class Training(NamedTuple):
    """The numbers of section `training`."""

    courses_per_year: float
    frame_share: float
    tie_weight: float


class Awareness(NamedTuple):
    """The numbers of section `awareness`."""

    contact_per_month: float
    attention_cost: float
    one_shot_probability: float
    threshold_share: float


class Portal(NamedTuple):
    """The numbers of section `portal`."""

    hearing_per_month: float
    evidence_gain: float
    running_dkk_per_month: float


class Appraisal(NamedTuple):
    """The numbers of section `appraisal`."""

    adaptation_gain: float
    signal_sd: float
    foresight: float
    consideration_size: int
    benefit_weight: float
    effort_weight: float
    constant_copy: float
    constant_adapt: float
    constant_inspired: float
    constant_own: float
    social_proof: float
    taste_correlation: float
    nih_bias: float
    nih_near_factor: float
    nih_distrust: float
    nih_inattention: float
    nih_central_factor: float
    nih_experience: float
    ownership_adapt: float
    copy_stigma: float
    stigma_norm: float
    pride: float
    risk_aversion: float


class Ideas(NamedTuple):
    """The numbers of section `ideas`."""

    per_problem: float


class Sharing(NamedTuple):
    """The numbers of section `sharing`."""

    documented_share: float
    undocumented_contact: float
    documenting_months: float


class Recognition(NamedTuple):
    """The numbers of section `recognition`."""

    reputation_pride: float
    fade_per_month: float


class Sparring(NamedTuple):
    """The numbers of section `sparring`."""

    asking_share: float


class Costs(NamedTuple):
    """The numbers of section `costs`."""

    development_dkk_per_month: float
    copying_dkk_per_month: float
    implementation_dkk_per_month: float
    running_dkk_per_month: float
    grant_share: float
    discount_per_year: float


class Budget(NamedTuple):
    """The numbers of section `budget`."""

    dkk_per_inhabitant: float
    value_per_100k: float
    savings_dkk_per_point: float


class Funding(NamedTuple):
    """The numbers of section `funding`."""

    grant_seeking_share: float
    first_of_kind_factor: float
    grants_per_municipality: float
    reuse_reserved_share: float
    planning_burden: float
    choice_weight: float
    plan_distortion: float
    grant_months: int
    taper_months: int
    tail_months: int
    project_share: float


class Implementation(NamedTuple):
    """The numbers of section `implementation`."""

    user_involvement: float
    staff_involvement: float
    firm_involvement: float
    mean_months: float
    failure_per_month: float
    ownership_relief: float


class Work(NamedTuple):
    """The numbers of section `work`."""

    months_own: float
    months_copy: float


class Evaluation(NamedTuple):
    """The numbers of section `evaluation`."""

    evaluated_share: float
    early_share: float
    gate_share: float
    management_share: float


class Trials(NamedTuple):
    """The numbers of section `trials`."""

    ending_share: float


class Wicked(NamedTuple):
    """The numbers of section `wicked`."""

    share: float
    coordinated_share: float


class Operation(NamedTuple):
    """The numbers of section `operation`."""

    stop_per_year: float


class Prize(NamedTuple):
    """The numbers of section `prize`."""

    winners_per_year: int
    reward: float
    crowding: float
    kroner_utility: float
    attention_outside: float
    amount_dkk: float
    recognition_winner: float
    recognition_nominated: float
    visibility_per_month: float


class Cliff(NamedTuple):
    """The numbers of section `cliff`."""

    unfinished_per_month: float
    operation_per_month: float
    embedding_share: float


class Settings(NamedTuple):
    """All that rules may read, for one municipality in one policy period."""

    enthusiasts: Enthusiasts
    traits: Traits
    leadership: Leadership
    capacity: Capacity
    size: Size
    solutions: Solutions
    external: External
    politics: Politics
    problems: Problems
    agenda: Agenda
    training: Training
    awareness: Awareness
    portal: Portal
    appraisal: Appraisal
    ideas: Ideas
    sharing: Sharing
    recognition: Recognition
    sparring: Sparring
    costs: Costs
    budget: Budget
    funding: Funding
    implementation: Implementation
    work: Work
    evaluation: Evaluation
    trials: Trials
    wicked: Wicked
    operation: Operation
    prize: Prize
    cliff: Cliff


SECTIONS: dict[str, Any] = {
    "enthusiasts": Enthusiasts,
    "traits": Traits,
    "leadership": Leadership,
    "capacity": Capacity,
    "size": Size,
    "solutions": Solutions,
    "external": External,
    "politics": Politics,
    "problems": Problems,
    "agenda": Agenda,
    "training": Training,
    "awareness": Awareness,
    "portal": Portal,
    "appraisal": Appraisal,
    "ideas": Ideas,
    "sharing": Sharing,
    "recognition": Recognition,
    "sparring": Sparring,
    "costs": Costs,
    "budget": Budget,
    "funding": Funding,
    "implementation": Implementation,
    "work": Work,
    "evaluation": Evaluation,
    "trials": Trials,
    "wicked": Wicked,
    "operation": Operation,
    "prize": Prize,
    "cliff": Cliff,
}
"""The tuple type of each section."""
