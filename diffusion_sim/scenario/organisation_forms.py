"""Ways to organise innovation (R14 p. 10) and Municipality 1.0 to 3.0 (R24 p. 18), as profiles of traits.

The report names forms and what they are for, not how strong they are: every value here is an assumption.
"""

from __future__ import annotations

from typing import NamedTuple


class Form(NamedTuple):
    """One way to organise innovation."""

    name: str
    """As written in a scenario file."""
    meaning: str
    source: str
    sets: dict[str, float]
    """Parameters that the form sets, with their values."""
    scales: dict[str, float] = {}  # noqa: RUF012 - never changed
    """Parameters that it multiplies."""

    @property
    def changes(self) -> tuple[tuple[str, str, float], ...]:
        """Parameter, ``set`` or ``scale``, and amount, for each change."""
        return (
            *((parameter, "set", amount) for parameter, amount in self.sets.items()),
            *((parameter, "scale", amount) for parameter, amount in self.scales.items()),
        )


_NAMED = "R14 p. 10: the form is named; values are assumptions"
_NOT_NAMED = "R14 p. 10 counts at least ten forms and does not name this one; form and values are assumptions"
_SKANDERBORG = "R24 p. 18: Skanderborg's description; values are assumptions"

FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form("hr", "Tied to HR: leaders and staff are to acquire the skills of innovation.", _NAMED,
             {"traits.permanence": 0.75}, {"traits.skill": 1.2}),
        Form("council_secretariat", "In the council's secretariat, since innovation is to be driven by politics.", _NAMED,
             {"politics.pressure": 0.4, "traits.error_tolerance": 0.2}, {"traits.carrying": 1.15}),
        Form("central_controllers", "The central controllers watch contracts and support what employees begin.", _NAMED,
             {"traits.error_tolerance": 0.2, "ideas.per_problem": 2.0, "trials.ending_share": 0.3}),
        Form("innovation_department", "A department with permanent duty and funding.", _NAMED,
             {"traits.permanence": 0.85, "traits.silo_friction": 0.1}, {"traits.skill": 1.3}),
        Form("staff_function", "A staff function with permanent funding that supports the others.", _NAMED,
             {"traits.permanence": 0.8}, {"traits.skill": 1.1}),
        Form("temporary_project", "A project on temporary funding, from inside or outside.", _NAMED,
             {"traits.permanence": 0.2}, {"traits.carrying": 1.2}),
        Form("culture_of_trust", "Carried by all, from a culture of trust.", _NAMED,
             {"traits.error_tolerance": 0.7, "ideas.per_problem": 2.0}),
        Form("new_ethics", "Carried by all, from a new ethics: what serves citizens counts, whoever made it.", _NAMED,
             {}, {"appraisal.nih_bias": 0.5, "appraisal.copy_stigma": 0.5}),
        Form("paradigm_shift", "Carried by all, from front line to top, as a new way of working.", _NAMED,
             {"traits.error_tolerance": 0.6, "implementation.user_involvement": 0.5}, {"traits.carrying": 1.3}),
        Form("idea_clinic", "Employees hand in ideas and problems, and get help (Region Nordjylland).",
             "R19 p. 12-13: the case is named; values are assumptions", {"ideas.per_problem": 4.0}),
        Form("enthusiasts_alone", "Nobody is in charge: enthusiasts carry it under the radar.", _NOT_NAMED,
             {"traits.permanence": 0.3, "enthusiasts.unfunded_share": 0.5, "enthusiasts.dependence_share": 0.3}),
        Form("outside_advisers", "Help is asked for outside, project by project.", _NOT_NAMED,
             {"traits.permanence": 0.4, "sparring.asking_share": 0.5}),
        Form("municipality_1.0", "A closed organisation that knows best; good leaders remember the rules.", _SKANDERBORG,
             {"traits.error_tolerance": 0.1, "traits.silo_friction": 0.3, "traits.perceived_constraint": 0.2,
              "implementation.user_involvement": 0.0}),
        Form("municipality_2.0", "A business with customers: business cases, tests with users, good control.", _SKANDERBORG,
             {"traits.error_tolerance": 0.3, "traits.silo_friction": 0.2, "traits.perceived_constraint": 0.1,
              "implementation.user_involvement": 0.3, "trials.ending_share": 0.5}),
        Form("municipality_3.0", "An open community of active citizens; leadership rather than control.", _SKANDERBORG,
             {"traits.error_tolerance": 0.6, "traits.silo_friction": 0.0, "traits.perceived_constraint": 0.0,
              "implementation.user_involvement": 0.7, "ideas.per_problem": 2.0}),
    )
}  # fmt: skip
"""Every form, by its name."""
