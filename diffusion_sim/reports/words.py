"""The report's own words, in English and in Danish; what measures and parameters are called stands in ``danish``."""

from __future__ import annotations

from typing import Final

from diffusion_sim.errors import InputError, did_you_mean

ENGLISH: Final = {
    "title": "Report", "question": "Question", "answer": "Answer", "figures": "Figures", "tables": "Results",
    "sensitivity": "Sensitivity", "parameters": "All parameters", "again": "How to make this again",
    "run_question": "What happens under {name}?",
    "compare_question": "What does {names} change, compared with {baseline}?",
    "mean": "Mean", "baseline": "Baseline", "difference": "Difference", "interval": "95 % interval", "unit": "Unit",
    "measure": "Measure", "pairing": "Pairing", "to": "to", "key": "Parameter", "value": "Value",
    "meaning": "Meaning", "source": "Source", "grade": "Grade", "range": "Range",
    "changed": "Values that differ from the baseline (of a single run: from the package's defaults) are bold.",
    "pairing_means": "Pairing: how many times smaller the variance is than in separate worlds. An interval that "
    "contains 0 is no evidence of a change.",
    "caveat": "Model output under the stated assumptions, not a forecast. The interval says how far the mean over "
    "simulated worlds may be off; it does not cover what is assumed.",
    "of_worlds": "95 % of worlds",
    "posterior": "Each simulated world has parameters of its own, drawn from the posterior “{name}” ({drawn}). The tables "
    "show where 95 % of worlds lie, from luck and unknown parameters together; the interval in the answer is that of the "
    "mean.",
    "partial": "Unfinished: {finished} of {asked} replications had been run when this was saved.",
    "save_as": "Save the scenario as", "download": "download", "then": "then run",
    "same_bytes": "The same scenario, seed and version give the same numbers.", "worlds": "simulated worlds",
    "interventions": "Interventions", "from_month": "From", "until_month": "Until", "where": "Where",
    "everywhere": "everywhere", "figure_of": "Figure", "version": "Version",
    "set": "set to", "scale": "times", "shift": "plus",
    "up": "raises", "down": "lowers", "unclear": "shows no clear change in",
    "effect": "{name} {verb} {measure} by {size} {unit} (95 % interval {low} to {high}; {worlds} simulated worlds).",
    "no_effect": "{name} shows no clear change in {measure}: {size} {unit} (95 % interval {low} to {high}; {worlds} "
    "simulated worlds).",
    "nothing": "With {name}, {measure} stay the same in each of the {worlds} simulated worlds.",
    "one_world": "{name}: {size} {unit} in {measure}, in one simulated world only, so there is no interval.",
    "level": "{measure}: {size} {unit} on average (95 % interval {low} to {high}; {worlds} simulated worlds).",
    "level_one": "{measure}: {size} {unit}, in one simulated world only, so there is no interval.",
    "put_to_use_per_year": "solutions put to use",
}  # fmt: skip
DANISH: Final = ENGLISH | {
    "title": "Rapport", "question": "Spørgsmål", "answer": "Svar", "figures": "Figurer", "tables": "Resultater",
    "sensitivity": "Følsomhed", "parameters": "Alle parametre", "again": "Sådan laves det igen",
    "run_question": "Hvad sker der under {name}?",
    "compare_question": "Hvad ændrer {names} i forhold til {baseline}?",
    "mean": "Gennemsnit", "baseline": "Udgangspunkt", "difference": "Forskel", "interval": "95 %-interval",
    "unit": "Enhed", "measure": "Mål", "pairing": "Parring", "to": "til", "key": "Parameter", "value": "Værdi",
    "meaning": "Betydning", "source": "Kilde", "grade": "Grundlag", "range": "Gyldigt",
    "changed": "Værdier, der afviger fra udgangspunktet (ved en enkelt kørsel: fra pakkens standard), er fede.",
    "pairing_means": "Parring: hvor mange gange mindre variansen er end i adskilte verdener. Et interval, der "
    "indeholder 0, er ikke belæg for en ændring.",
    "caveat": "Modelresultat under de angivne antagelser, ikke en forudsigelse. Intervallet siger, hvor langt "
    "gennemsnittet over simulerede verdener kan ligge fra det rette; det dækker ikke det, der er antaget.",
    "of_worlds": "95 % af verdener",
    "posterior": "Hver simuleret verden har sine egne parametre, trukket fra posteriorfordelingen »{name}« ({drawn}). "
    "Tabellerne viser, hvor 95 % af verdenerne ligger, af held og ukendte parametre tilsammen; intervallet i svaret er "
    "gennemsnittets.",
    "partial": "Ufærdig: {finished} af {asked} gentagelser var kørt, da dette blev gemt.",
    "save_as": "Gem scenariet som", "download": "hent", "then": "og kør",
    "same_bytes": "Samme scenarie, frø (seed) og version giver de samme tal.", "worlds": "simulerede verdener",
    "interventions": "Indgreb", "from_month": "Fra", "until_month": "Til", "where": "Hvor",
    "everywhere": "overalt", "figure_of": "Figur", "version": "Version",
    "set": "sat til", "scale": "gange", "shift": "plus",
    "up": "hæver", "down": "sænker",
    "effect": "{name} {verb} {measure} med {size} {unit} (95 %-interval {low} til {high}; {worlds} simulerede "
    "verdener).",
    "no_effect": "{name} viser ingen klar ændring i {bare}: {size} {unit} (95 %-interval {low} til {high}; {worlds} "
    "simulerede verdener).",
    "nothing": "Med {name} er {measure} det samme i hver af de {worlds} simulerede verdener.",
    "one_world": "{name}: {size} {unit} i {bare}, i kun én simuleret verden, så der er intet interval.",
    "level": "{measure}: {size} {unit} i gennemsnit (95 %-interval {low} til {high}; {worlds} simulerede verdener).",
    "level_one": "{measure}: {size} {unit}, i kun én simuleret verden, så der er intet interval.",
    "put_to_use_per_year": "antallet af løsninger, der tages i brug,",
}  # fmt: skip
LANGUAGES: Final = {"en": ENGLISH, "da": DANISH}


def words_in(language: str) -> dict[str, str]:
    """Return the words of a language.

    Raises
    ------
    InputError
        If there is no such language.
    """
    if language not in LANGUAGES:
        raise InputError("language", f'"{language}" is not one', did_you_mean(language, LANGUAGES))
    return LANGUAGES[language]
