"""What the page says, in English and in Danish."""

from __future__ import annotations

from typing import Final

ENGLISH: Final = {
    "title": "Policy lab", "baseline": "Baseline", "policy": "Policy", "language": "Language", "main": "Main levers",
    "more": "All other levers", "worlds": "Worlds on each side (1 to 200)", "seed": "Seed (names the worlds)",
    "working": "Computing: {done} of {asked} worlds …", "ready": "{done} worlds on each side, {seconds:.1f} s.",
    "stopped": "Time ran out: {done} of {asked} worlds.", "failed": "The computation failed: {why}",
    "first": "Computing the first worlds … (the very first time the engine is compiled, about a minute)", "map": "Map", "measure": "Measure", "side": "Show",
    "difference": "difference", "municipality": "Municipality", "month": "Month", "play": "Play", "pause": "Pause",
    "story": "The story of one municipality", "changed": "What the policy changed, case by case",
    "copied": "Who copied whom", "cost": "Public cost", "download": "Download", "curves": "Reused solutions in operation",
    "curves_note": "Line: median of the worlds; bands: their middle 50 % and 90 %.", "uses": "uses in the country",
    "map_note": "Mean over worlds, up to the month chosen. Each municipality is one tile; click one for its story.",
    "choose": "(choose one)", "from": "From", "to": "To", "times": "Times a world", "solution": "Solution",
    "without": "Under the baseline", "with": "Under the policy", "one_world": "One world, the first of {n}; {m} cases "
    "differ, at most 100 are shown.", "nothing": "Nothing to show.", "difference_head": "Difference",
    "interval": "95 % interval", "unit": "Unit", "million": "million DKK", "kroner": "thousand DKK",
    "caveat": "Model output under stated assumptions, not a forecast.",
    "intervened": "The policy also sets this by an intervention ({name}), which goes before.",
    "interventions": "Also part of this policy:", "not_number": "Give a number.", "range": "Valid",
    "copied_note": "Mean over {n} worlds under the policy; the 15 most frequent pairs.",
    "report": "Report (HTML)", "scenario": "Scenario (TOML)", "not_yet": "Downloads come when all worlds are computed.",
    "in_operation": "Solutions in operation", "heard": "Heard of others' solutions", "started": "Projects started",
    "put_to_use": "Solutions put to use", "put_to_use_copy": "Copied and put to use",
    "put_to_use_own": "Own development put to use", "lost_at_cliff": "Lost when the grant ended",
    "reinvented": "Reinvented what existed elsewhere", "used": "put to use ({mode})", "unused": "not put to use",
    "copy": "copied", "adapt": "adapted", "inspired": "inspired", "own": "own", "problems": "Cannot be used:",
    "prize.winners_per_year": "Copycat prizes", "prize.reward": "Worth of winning",
    "cliff.unfinished_per_month": "Cliff: unfinished work is lost", "cliff.operation_per_month": "Cliff: work in use is lost",
    "funding.tail_months": "Implementation tail", "portal.hearing_per_month": "Portal: finding a solution",
    "appraisal.nih_bias": "Not Invented Here",
}  # fmt: skip
DANISH: Final = ENGLISH | {
    "title": "Politiklaboratoriet", "baseline": "Udgangspunkt", "policy": "Politik", "language": "Sprog",
    "main": "De vigtigste håndtag", "more": "Alle andre håndtag", "worlds": "Verdener på hver side (1 til 200)",
    "seed": "Frø (navngiver verdenerne)", "working": "Regner: {done} af {asked} verdener …",
    "ready": "{done} verdener på hver side, {seconds:.1f} s.", "stopped": "Tiden slap op: {done} af {asked} verdener.",
    "failed": "Beregningen mislykkedes: {why}", "first": "Regner de første verdener … (allerførste gang oversættes modellen, omkring et minut)", "map": "Kort",
    "measure": "Mål", "side": "Vis", "difference": "forskel", "municipality": "Kommune", "month": "Måned",
    "play": "Afspil", "pause": "Pause", "story": "Én kommunes historie (på engelsk)",
    "changed": "Hvad politikken ændrede, sag for sag", "copied": "Hvem lærte af hvem", "cost": "Offentlige udgifter",
    "download": "Hent", "curves": "Genbrugte løsninger i drift", "curves_note": "Linje: verdenernes median; bånd: de "
    "midterste 50 % og 90 %.", "uses": "anvendelser i landet", "map_note": "Gennemsnit over verdener, til og med den "
    "valgte måned. Hver kommune er én flise; klik på en for dens historie.", "choose": "(vælg en)", "from": "Fra",
    "to": "Til", "times": "Gange pr. verden", "solution": "Løsning", "without": "Med udgangspunktet",
    "with": "Med politikken", "one_world": "Én verden, den første af {n}; {m} sager er forskellige, højst 100 vises.",
    "nothing": "Intet at vise.", "difference_head": "Forskel", "interval": "95 %-interval", "unit": "Enhed",
    "million": "mio. kr.", "kroner": "tusind kr.",
    "caveat": "Modelresultat under angivne antagelser, ikke en forudsigelse.",
    "intervened": "Politikken sætter også dette ved et indgreb ({name}), som går forud.",
    "interventions": "Også en del af politikken:", "not_number": "Angiv et tal.", "range": "Gyldigt",
    "copied_note": "Gennemsnit over {n} verdener med politikken; de 15 hyppigste par.",
    "report": "Rapport (HTML)", "scenario": "Scenarie (TOML)", "not_yet": "Kan hentes, når alle verdener er regnet.",
    "in_operation": "Løsninger i drift", "heard": "Hørt om andres løsninger", "started": "Påbegyndte projekter",
    "put_to_use": "Løsninger taget i brug", "put_to_use_copy": "Kopieret og taget i brug",
    "put_to_use_own": "Egenudviklet og taget i brug", "lost_at_cliff": "Tabt, da bevillingen udløb",
    "reinvented": "Opfundet igen, skønt det fandtes", "used": "taget i brug ({mode})", "unused": "ikke taget i brug",
    "copy": "kopieret", "adapt": "tilpasset", "inspired": "inspireret", "own": "egen", "problems": "Kan ikke bruges:",
    "prize.winners_per_year": "Kopipriser", "prize.reward": "Nytten af at vinde",
    "cliff.unfinished_per_month": "Afgrund: ufærdigt går tabt", "cliff.operation_per_month": "Afgrund: det i drift går tabt",
    "funding.tail_months": "Implementeringshale", "portal.hearing_per_month": "Portal: at finde en løsning",
    "appraisal.nih_bias": "Not Invented Here",
}  # fmt: skip
LANGUAGES: Final = {"en": ENGLISH, "da": DANISH}
