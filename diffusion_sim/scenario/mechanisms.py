"""The report, claim by claim: where each stands in the model, and what switches it off.

Source: *Offentlig innovation: Ud på kanten, ind til kernen, over til naboen*, Center for Offentlig Innovation, July 2014.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from diffusion_sim.scenario.scenario import Scenario


class Mechanism(NamedTuple):
    """One claim of the report."""

    claim_id: str
    page: str
    claim: str
    rules: tuple[str, ...]
    """Files of the package that hold it."""
    neutral: dict[str, Any]
    """Values at which it changes nothing, bit for bit; an empty list where the scenario lists none."""
    scenario: str
    """File in configs/scenarios (baseline: configs/baseline.toml) in which it is at work."""
    measure: str
    """Key of the measure that shows it best."""
    others: tuple[str, ...] = ()
    """Further scenarios."""
    uses: tuple[str, ...] = ()
    """Parameters that shape it, and do nothing alone."""

    @property
    def scenario_file(self) -> str:
        """Path in the repository."""
        return "configs/baseline.toml" if self.scenario == "baseline" else f"configs/scenarios/{self.scenario}.toml"

    def switched_off_in(self, scenario: Scenario) -> Scenario:
        """Return the scenario at the neutral values, without what changes them during the run."""
        own = {*self.neutral, *self.uses}
        kept = [
            i.model_dump(exclude_none=True, by_alias=True) for i in scenario.interventions if i.parameter not in own
        ]
        return scenario.with_changes({**self.neutral, "interventions": kept})


MECHANISMS = (
    Mechanism(
        "R1",
        "25",
        "sharing is common, acting on it rare",
        ("rules/awareness.py",),
        {"awareness.contact_per_month": 0.0},
        "baseline",
        "sharing_spreading_gap_percent",
    ),
    Mechanism(
        "R2",
        "8, 25",
        "copy, adapt, or be inspired",
        ("rules/appraisal.py", "rules/choice.py"),
        {
            "appraisal.constant_copy": 0.0,
            "appraisal.constant_adapt": 0.0,
            "appraisal.constant_inspired": 0.0,
            "appraisal.constant_own": 0.0,
        },
        "baseline",
        "mix_copied_percent",
    ),
    Mechanism(
        "R3",
        "25",
        "sharing costs nothing and may bring standing",
        ("rules/standing.py",),
        {"recognition.standing_pride": 0.0},
        "front_runners",
        "own_percent",
    ),
    Mechanism(
        "R4",
        "26",
        "inventors stand higher than imitators",
        ("rules/stigma.py",),
        {"appraisal.copy_stigma": 0.0, "appraisal.pride": 0.0},
        "baseline",
        "mix_copied_percent",
    ),
    Mechanism(
        "R5",
        "26",
        "Not Invented Here",
        ("rules/nih.py",),
        {"appraisal.nih_bias": 0.0, "appraisal.nih_near_factor": 1.0},
        "strong_nih",
        "turned_down_nih_percent",
    ),
    Mechanism(
        "R6",
        "26",
        "ownership must be created anew (conjecture)",
        ("rules/ownership.py",),
        {"appraisal.ownership_adapt": 0.0, "appraisal.ownership_inspired": 0.0},
        "baseline",
        "started_adapt_per_year",
    ),
    Mechanism(
        "R7",
        "27",
        "the copycat prize; reuse is quicker and cheaper",
        ("rules/prize.py", "rules/work.py"),
        {
            "prize.winners_per_year": 0,
            "prize.reward": 0.0,
            "prize.recognition_winner": 0.0,
            "prize.recognition_tied": 0.0,
            "prize.recognition_media": 0.0,
            "prize.visibility_per_month": 0.0,
        },
        "copycat_prize",
        "started_copy_per_year",
        others=("silkeborg_prize",),
    ),
    Mechanism(
        "R8",
        "28",
        "context, persons and time",
        ("rules/fit.py",),
        {"solutions.fit_distance": 0.0, "solutions.fit_spread": 0.0, "traits.carrying": 1.0},
        "baseline",
        "reused_merit",
    ),
    Mechanism(
        "R9",
        "8",
        "no overview of solutions and how they work",
        ("rules/evidence.py", "rules/awareness.py"),
        {"portal.hearing_per_month": 0.0},
        "knowledge_portal",
        "put_to_use_per_year",
        uses=("appraisal.signal_sd",),
    ),
    Mechanism(
        "R10",
        "15",
        "the money ends before the solution is in use",
        ("rules/cliff.py", "rules/foresight.py"),
        {
            "cliff.unfinished_per_month": 0.0,
            "cliff.operation_per_month": 0.0,
        },
        "hard_cliff",
        "lost_per_100_funded",
        others=("tapered_grants",),
        uses=("funding.taper_months", "appraisal.foresight"),
    ),
    Mechanism(
        "R11",
        "15",
        "pools want plans where there is a dream",
        ("rules/planning.py",),
        {
            "funding.burden_copy": 0.0,
            "funding.burden_adapt": 0.0,
            "funding.burden_inspired": 0.0,
            "funding.burden_own": 0.0,
        },
        "baseline",
        "financed_first_of_kind_ratio",
    ),
    Mechanism(
        "R12",
        "15, 12",
        "implementation is the hardest phase",
        ("rules/implementation.py",),
        {"implementation.failure_per_month": 0.0, "implementation.user_involvement": 0.0, "funding.tail_months": 0},
        "implementation_tail",
        "implementation_failure_percent",
    ),
    Mechanism(
        "R13",
        "10",
        "from temporary projects to permanent functions",
        ("rules/permanence.py",),
        {"cliff.embedding_share": 0.0},
        "embedding",
        "lost_per_100_funded",
        uses=("traits.permanence",),
    ),
    Mechanism(
        "R14",
        "10",
        "at least ten ways to organise innovation",
        ("scenario/organisation_forms.py",),
        {"organisations": []},
        "organisation_forms",
        "put_to_use_per_year",
    ),
    Mechanism(
        "R15",
        "10-11",
        "partnerships pilot together",
        ("rules/partnership.py",),
        {"partnerships": []},
        "partnership",
        "put_to_use_per_year",
        uses=("partnership.cost_relief_share", "partnership.ownership_share"),
    ),
    Mechanism(
        "R16",
        "11",
        "wicked problems need other sectors",
        ("rules/wicked.py",),
        {"wicked.share": 0.0, "wicked.partner_months": 0.0},
        "wicked_problems",
        "put_to_use_per_year",
    ),
    Mechanism(
        "R17",
        "12, 16",
        "tolerate errors; make them cheap and early",
        ("rules/trial.py", "rules/appraisal.py"),
        {"trials.ending_share": 0.0},
        "tolerant_culture",
        "own_merit",
        uses=("traits.error_tolerance",),
    ),
    Mechanism(
        "R18",
        "12",
        "silos",
        ("rules/silo.py",),
        {"traits.silo_friction": 0.0},
        "silos",
        "put_to_use_per_year",
    ),
    Mechanism(
        "R19",
        "12-13",
        "use employees' ideas (idea clinic)",
        ("rules/ideas.py",),
        {"ideas.per_problem": 1.0},
        "idea_clinic",
        "own_merit",
    ),
    Mechanism(
        "R20",
        "14",
        "many constraints are mental",
        ("rules/constraint.py",),
        {"traits.perceived_constraint": 0.0},
        "perceived_limits",
        "put_to_use_per_year",
        others=("free_municipality",),
    ),
    Mechanism(
        "R21",
        "14",
        "a craft that can be learned; networks; frustration without a frame",
        ("rules/training.py", "world/acquaintance.py"),
        {"training.courses_per_year": 0.0, "training.ties_each_side": 0, "training.tie_weight": 0.0},
        "training",
        "put_to_use_per_year",
    ),
    Mechanism(
        "R22",
        "16-18",
        "shifting, crowded attention; orders from the top",
        ("rules/attention.py", "rules/order.py"),
        {"leadership.carrying_share": 0.0, "leadership.top_down_share": 0.0},
        "crowded_leadership",
        "put_to_use_per_year",
    ),
    Mechanism(
        "R23",
        "17",
        "enthusiasts under the radar",
        ("rules/enthusiasm.py",),
        {"enthusiasts.carrying_share": 0.0, "enthusiasts.unfunded_share": 0.0, "enthusiasts.dependence_share": 0.0},
        "enthusiasts",
        "put_to_use_per_year",
    ),
    Mechanism(
        "R24",
        "18",
        "Municipality 1.0, 2.0, 3.0",
        ("scenario/organisation_forms.py",),
        {"organisations": []},
        "municipality_3",
        "put_to_use_per_year",
    ),
    Mechanism(
        "R25",
        "19-21",
        "backing by politicians, blame, accords, committees",
        ("rules/backing.py",),
        {
            "politics.carrying_share": 0.0,
            "politics.pressure": 0.0,
            "politics.accord_share": 0.0,
            "politics.committee_gain": 0.0,
        },
        "political_backing",
        "put_to_use_per_year",
        others=("cross_party_accord",),
    ),
    Mechanism(
        "R26",
        "22-23",
        "document effects early; no bottom line may go negative",
        ("rules/evaluation.py",),
        {"evaluation.evaluated_share": 0.0, "evaluation.early_share": 0.0, "evaluation.gate_share": 0.0},
        "evaluation",
        "value_per_month",
        others=("no_minus_gate",),
    ),
    Mechanism(
        "R27",
        "26",
        "others gladly help when asked",
        ("rules/sparring.py",),
        {"sparring.asking_share": 0.0},
        "external_sparring",
        "started_own_per_year",
    ),
    Mechanism(
        "R28",
        "12",
        "profiling one's own unit works against collaboration",
        ("rules/silo.py",),
        {"traits.incentive_balance": 0.0},
        "silos",
        "put_to_use_per_year",
    ),
)
"""R1 to R28, in their order."""
