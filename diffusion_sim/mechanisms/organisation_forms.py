"""Ways to organise innovation (R14 p. 10) and Municipality 1.0 to 3.0 (R24 p. 18), as profiles of traits.

The report names forms and what they are for, not how strong they are: every value here is an assumption.

Forms mature, from project to unit (p. 10). In the nth year of a form, each of its parameters has moved the share
min(1, n / MATURING_YEARS) of the way from its value without the form to the value that the form sets or scales it to.
The value without the form is the scenario's own, which stands for the usual mix of projects and units. A form without a
first month has always been there and is mature. Three forms have no unit and have their full effect at once: the temporary
project, enthusiasts alone, and advisers from outside. That forms mature along a straight line is an assumption.

A form is closed after its last month, ``until``: from the next month on, parameters are again what they were. The report says
that the work was set up on temporary money (p. 10). It gives no rate of closing, so closing is not drawn: the scenario
says who closes a form, and when.
"""

from __future__ import annotations

from typing import NamedTuple

from diffusion_sim.mechanisms.declaring import Claim, Mechanism, Words

MECHANISM = Mechanism(
    phase="environment",
    en=Words("Forms of organisation", "How innovation is organised sets a municipality's traits."),
    da=Words("Organisationsformer", "Måden, innovation er organiseret på, bestemmer en kommunes træk."),
    claims=(
        Claim(
            number=14,
            page="10",
            en="at least ten ways to organise innovation",
            da="mindst ti måder at organisere innovation på",
            neutral={"organisations": []},
            scenario="organisation_forms",
            measure="implemented_per_year",
        ),
        Claim(
            number=24,
            page="18",
            en="Municipality 1.0, 2.0, 3.0",
            da="Kommune 1.0, 2.0 og 3.0",
            neutral={"organisations": []},
            scenario="municipality_3",
            measure="implemented_per_year",
        ),
    ),
)


MATURING_YEARS = 7
"""Years until a form does all that it can. Assumption; R14 p. 10: the oldest units are six to eight years old."""


def maturity(years: int) -> float:
    """Return the share of the way that a form has come after some whole years: of seven, 1/7 in its first year, 1 from its seventh."""
    return min(1.0, (years + 1) / MATURING_YEARS)


class Source(NamedTuple):
    """Where a form and its values come from, in each language."""

    en: str
    da: str


class Form(NamedTuple):
    """One way to organise innovation."""

    name: str
    """As written in a scenario file."""
    en: Words
    da: Words
    sourced: Source
    sets: dict[str, float]
    """Parameters that the form sets, with their values."""
    scales: dict[str, float] = {}  # noqa: RUF012 - never changed
    """Parameters that it multiplies."""
    matures: bool = True
    """Whether it grows from project to unit; else it holds in full at once."""

    @property
    def meaning(self) -> str:
        """What it is, in English."""
        return self.en.meaning

    @property
    def source(self) -> str:
        """Where it comes from, in English."""
        return self.sourced.en

    @property
    def changes(self) -> tuple[tuple[str, str, float], ...]:
        """Parameter, ``set`` or ``scale``, and amount, for each change."""
        return (
            *((parameter, "set", amount) for parameter, amount in self.sets.items()),
            *((parameter, "scale", amount) for parameter, amount in self.scales.items()),
        )


_NAMED = Source(
    "R14 p. 10: the form is named; values are assumptions",
    "R14 s. 10: formen er nævnt; værdierne er antagelser",
)
_NOT_NAMED = Source(
    "R14 p. 10 counts at least ten forms and does not name this one; form and values are assumptions",
    "R14 s. 10 tæller mindst ti former og nævner ikke denne; form og værdier er antagelser",
)
_SKANDERBORG = Source(
    "R24 p. 18: Skanderborg's description; values are assumptions",
    "R24 s. 18: Skanderborgs beskrivelse; værdierne er antagelser",
)
_IDEA_CLINIC = Source(
    "R19 p. 12-13: the case is named; values are assumptions",
    "R19 s. 12-13: tilfældet er nævnt; værdierne er antagelser",
)

FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form("hr", Words("Human resources", "Tied to HR: leaders and staff are to acquire the skills of innovation."),
             Words("HR-funktionen", "Knyttet til HR-funktionen: ledere og medarbejdere skal tilegne sig innovationskompetencer."), _NAMED,
             {"traits.permanence": 0.75}, {"traits.skill": 1.2}),
        Form("council_secretariat", Words("Council secretariat", "In the council's secretariat, since innovation is to be driven by politics."),
             Words("Byrådssekretariatet", "I byrådssekretariatet, fordi innovationen skal være politisk drevet."), _NAMED,
             {"politics.pressure": 0.4, "traits.error_tolerance": 0.2}, {"traits.carrying": 1.15}),
        Form("central_controllers", Words("Central controllers", "The central controllers watch contracts and support what employees begin."),
             Words("Den centrale controllerenhed", "Controllerenheden følger kontrakterne og støtter det, medarbejderne sætter i gang."), _NAMED,
             {"traits.error_tolerance": 0.2, "ideas.per_problem": 2.0, "trials.ending_share": 0.3}),
        Form("innovation_department", Words("Innovation department", "A department with permanent duty and funding."),
             Words("Innovationsafdeling", "En afdeling med fast ansvar og bevilling."), _NAMED,
             {"traits.permanence": 0.85, "traits.silo_friction": 0.1}, {"traits.skill": 1.3}),
        Form("staff_function", Words("Staff function", "A staff function with permanent funding that supports the others."),
             Words("Stabsfunktion", "En stabsfunktion med fast bevilling, der understøtter de andre."), _NAMED,
             {"traits.permanence": 0.8}, {"traits.skill": 1.1}),
        Form("temporary_project", Words("Temporary project", "A project on temporary funding, from inside or outside."),
             Words("Midlertidigt projekt", "Et projekt med midlertidig bevilling, indefra eller udefra."), _NAMED,
             {"traits.permanence": 0.2}, {"traits.carrying": 1.2}, matures=False),
        Form("culture_of_trust", Words("Culture of trust", "Carried by all, from a culture of trust."),
             Words("Tillidskultur", "Båret af alle, ud fra en tillidskultur."), _NAMED,
             {"traits.error_tolerance": 0.7, "ideas.per_problem": 2.0}),
        Form("new_ethics", Words("New ethics", "Carried by all, from a new ethics: what serves citizens counts, whoever made it."),
             Words("Ny etik", "Båret af alle, ud fra en ny etik: det, der gavner borgerne, tæller, uanset hvem der har udviklet det."), _NAMED,
             {}, {"appraisal.nih_distrust": 0.5, "appraisal.copy_stigma": 0.5}),
        Form("paradigm_shift", Words("Paradigm shift", "Carried by all, from front line to top, as a new way of working."),
             Words("Paradigmeskifte", "Båret af alle, fra frontmedarbejderen til den øverste ledelse, som en ny arbejdsform."), _NAMED,
             {"traits.error_tolerance": 0.6, "implementation.user_involvement": 0.5}, {"traits.carrying": 1.3}),
        Form("idea_clinic", Words("Idea clinic", "Employees hand in ideas and problems, and get help (Region Nordjylland)."),
             Words("Idéklinik", "Medarbejdere afleverer idéer og problemstillinger og får hjælp (Region Nordjylland)."),
             _IDEA_CLINIC, {"ideas.per_problem": 4.0}),
        Form("enthusiasts_alone", Words("Enthusiasts alone", "Nobody is in charge: enthusiasts carry it under the radar."),
             Words("Ildsjæle alene", "Ingen har ansvaret: ildsjæle bærer arbejdet under radaren."), _NOT_NAMED,
             {"traits.permanence": 0.3, "enthusiasts.unfunded_share": 0.5, "enthusiasts.dependence_share": 0.3}, matures=False),
        Form("outside_advisers", Words("Outside advisers", "Help is asked for outside, project by project."),
             Words("Rådgivere udefra", "Der bedes om hjælp udefra, projekt for projekt."), _NOT_NAMED,
             {"traits.permanence": 0.4, "sparring.asking_share": 0.5}, matures=False),
        Form("municipality_1.0", Words("Municipality 1.0", "A closed organisation that knows best; good leaders remember the rules."),
             Words("Kommune 1.0", "En lukket organisation, der ved bedst; en god leder kan huske reglerne."), _SKANDERBORG,
             {"traits.error_tolerance": 0.1, "traits.silo_friction": 0.3, "traits.perceived_constraint": 0.2,
              "implementation.user_involvement": 0.0}),
        Form("municipality_2.0", Words("Municipality 2.0", "A business with customers: business cases, tests with users, good control."),
             Words("Kommune 2.0", "En forretningsorienteret virksomhed med kunder: business cases, test med brugere, god styring."), _SKANDERBORG,
             {"traits.error_tolerance": 0.3, "traits.silo_friction": 0.2, "traits.perceived_constraint": 0.1,
              "implementation.user_involvement": 0.3, "trials.ending_share": 0.5}),
        Form("municipality_3.0", Words("Municipality 3.0", "An open community of active citizens; leadership rather than control."),
             Words("Kommune 3.0", "Et åbent fællesskab af aktive borgere; ledelse snarere end styring."), _SKANDERBORG,
             {"traits.error_tolerance": 0.6, "traits.silo_friction": 0.0, "traits.perceived_constraint": 0.0,
              "implementation.user_involvement": 0.7, "ideas.per_problem": 2.0}),
    )
}  # fmt: skip
"""Every form, by its name."""
