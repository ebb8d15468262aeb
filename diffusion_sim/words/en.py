"""What a user reads in English, by area; every key and every ``{place}`` is also in ``da``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGLISH: Final[Mapping[str, Mapping[str, Any]]] = {
    # How languages are called.
    "languages": {"en": "English", "da": "Danish"},
    # results/: measures, groups, units.
    "measures": {},
    # results/: who made a solution, and what it is called.
    "solutions": {
        "sources": ("the state", "the local government association", "a region", "a vendor", "abroad"),
        "outside": "outside",
        "label": "{problem}, answer {number} from {origin}{model} ({year})",
        "model": ", inspired by {origin}",
        "fields": {
            "Eldercare": "Eldercare", "Eldercare and health": "Eldercare and health",
            "Children and youth": "Children and youth", "Schools": "Schools", "Employment": "Employment",
            "Social services": "Social services", "Technology and environment": "Technology and environment",
            "Culture and citizens": "Culture and citizens",
            "Administration and digital": "Administration and digital",
        },
    },
    # results/: one municipality's years.
    "story": {
        "sentences": {
            "opening": "{name} ({code}{region}{people}) from {first} to {last}, scenario “{scenario}”, seed {seed}, "
            "replication {replication}.",
            "inhabitants": ", {n} inhabitants",
            "chance": "In {replications} replications it implemented {mean} solutions on average{per}. Between replications this varies by "
            "chance by {chance} (standard deviation); what municipalities implement on average varies between them by {between}.",
            "per_10000": ", {n} per 10,000 inhabitants",
            "chance_unknown": "One replication: how much of this is chance is unknown.",
            "closing": "All of this was simulated: one of many ways it could have gone, not a forecast, and not what {name} did.",
            "quoted": "“{label}”",
            "heard_nothing": "It became aware of nothing that others had made.",
            "aware": "It became aware of {solutions} that others had made: {channels}.",
            "heard_often": "It heard most often from {tellers}.",
            "heard_ties": "Those it heard from were mostly {ties}.",
            "heard_in": "aware since {month} {source}",
            "teller": "from {name} ({tie})",
            "pilot": "an invitation to a pilot",
            "no_tie": "no tie",
            "began": "It began {projects}{modes}.",
            "used": "It implemented {solutions}{modes}.",
            "best": "The {n} that gave most:",
            "one_use": "{month}: {label} came into use, {how}; {gave}.",
            "taken_up": "adopted",
            "across": "across departments, with {field}",
            "granted": "with a grant",
            "gave": "it gave {net_benefit} a month",
            "outdated": "the problem changed in {month}, after that it gave {net_benefit} a month",
            "lost": "It lost {projects} when the grant ended.",
            "discontinued": "It gave up {given_up} because users resisted, discontinued {discontinued} that had been in use, "
            "and replaced {replaced} by something newer.",
            "ended": "It ended {projects}.",
            "one_loss": "{month}: {label} ended {after}, {state}.",
            "after": "{months} after the money stopped",
            "at_once": "as the money stopped",
            "in_use": "though it was in use",
            "unfinished": "before it came into use",
            "declined_nothing": "It turned nothing down.",
            "declined": "It turned down {solutions} when it last considered them; {best} of these had been the best option for reuse.",
            "deciding": "Without any one of these reasons the decision would have been different: {terms}.",
            "no_single": "In {cases} no single reason decided.",
            "closest": "The closest calls:",
            "one_refusal": "{month}: {label}{aware}; {why} (short by {shortfall} units of utility).",
            "why_none": "no single reason decided",
            "why_one": "{terms} decided",
            "why_each": "each by itself could have decided: {terms}",
            "given": "Others have implemented none of its solutions.",
            "given_most": "Others have implemented its solutions {often}, most often {solutions}.",
            "won": "It won {prizes}.",
            "end": "At the end {solutions} in use, {reused} of them reused; together they gave {net_benefit} a month (1 is what "
            "an average solution gives where it fits fully).",
            "end_outdated": "Besides, {solutions} in use though the problem had changed.",
        },
        "nouns": {
            "solution": ("no solutions", "1 solution", "{n} solutions"),
            "reputation": ("no solutions were", "1 solution was", "{n} solutions were"),
            "project": ("no projects", "1 project", "{n} projects"),
            "month": ("no months", "1 month", "{n} months"),
            "case": ("no cases", "1 case", "{n} cases"),
            "prize": ("no copycat prizes", "1 copycat prize", "{n} copycat prizes"),
        },
        "how_often": ("never", "once", "twice", "{n} times"),
        "last": " and ",
        "nothing": "nothing",
        "none": "none",
        "months": (
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
            "December",
        ),
        "ties": {
            "land_border": "a neighbour by land",
            "fixed_link": "joined by a bridge or tunnel",
            "ferry": "joined by a ferry",
            "region": "in the same region",
            "bodies": "in the same collaboration body",
            "size_likeness": "of similar size",
        },
        "channels": {
            "CONTACT": "from other municipalities",
            "PUSH": "directly from the source",
            "PORTAL": "on the knowledge portal",
            "PRIZE": "because they had won a prize",
            "PARTNER": "from partners, who invited it to pilots",
        },
        "done": {
            "COPY": "copied",
            "ADAPT": "adapted",
            "INSPIRED": "made on another's model",
            "OWN": "developed by itself",
        },
        "modes": {"COPY": "copied", "ADAPT": "adapted", "INSPIRED": "inspired by others", "OWN": "of its own"},
        "terms": {
            "benefit": "what it was expected to give",
            "risk": "doubt about what it would give",
            "effort": "the work it would take",
            "nih": "its being made elsewhere (Not Invented Here)",
            "stigma": "the stigma of being seen to copy",
            "pride": "the pride of making something itself",
            "prize": "the hope of a prize",
            "social": "what its contacts were doing",
            "constant": "habit, which the model does not explain",
            "taste": "local taste, which is chance in the model",
        },
        "ended": {
            "ENDED_EARLY": "early, because they were weak",
            "BELOW_ZERO": "because one of the five bottom lines would have been negative",
            "PERSON_LEFT": "because those who carried them left",
            "STOPPED_ON_PURPOSE": "in use, because they were not worth what they cost to run",
        },
        "signs": {",": ",", ".": "."},
    },
    # plots/: titles, axes, captions.
    "figures": {},
    # results/ and reports/: the parts of what a prize does.
    "channels": {
        "title": "What each channel of the prize contributes: {name}",
        "heads": ("Channel", "Share", "95 % interval", "Of whole", "Alone", "Taken away"),
        "parts": {
            "incentive": "Incentive", "recognition": "Recognition", "visibility": "Visibility", "other": "All else",
            "sum": "Sum of these", "whole": "Whole effect",
        },
        "measures": {
            "reused_per_year": "... of which reused",
            "rewarded_per_year": "... of which in the modes that may win",
            "relabelled_per_year": "... of which relabelled",
        },
        "legend": "Share: what the channel adds, averaged over all orders of switching channels on (Shapley); shares add up "
        "to the whole. Alone: with the other two off. Taken away: what changes when it alone is switched off. All else: "
        "with all three off, as the money of the prizes.",
        "relabelled": "Relabelled: of {more} ({more_low} to {more_high}) more implemented a year in the modes that may win, "
        "{again} ({again_low} to {again_high}) replace own development or other modes.",
    },
    # reports/: the page made from a results folder.
    "report": {
        "title": "Report", "question": "Question", "answer": "Answer", "figures": "Figures", "tables": "Results",
        "sensitivity": "Sensitivity", "parameters": "All parameters", "again": "How to repeat this",
        "run_question": "What happens under {name}?",
        "compare_question": "What does {names} change, compared with {baseline}?",
        "compare_questions": "What do {names} change, each compared with {baseline}?",
        "mean": "Mean", "baseline": "Baseline", "difference": "Difference", "interval": "95 % interval", "unit": "Unit",
        "measure": "Measure", "pairing": "Variance ratio", "key": "Parameter", "value": "Value",
        "meaning": "Meaning", "source": "Source", "grade": "Grade",
        "changed": "Values that differ from the baseline (of a single run: from the package's defaults) are bold.",
        "pairing_means": "Variance ratio: variance with separate replications, divided by that with the same random draws. An interval that "
        "contains 0 is no evidence of a change.",
        "caveat": "Model output under the stated assumptions, not a forecast. The interval says how far the mean over "
        "replications may be off; it does not cover uncertainty in the assumptions.",
        "of_replications": "95 % of replications",
        "posterior": "Each replication has parameters of its own, drawn from the posterior “{name}” ({drawn}). The tables "
        "show where 95 % of replications lie, from chance and unknown parameters together; the interval in the answer is that of the "
        "mean.",
        "partial": "Unfinished: {finished} of {asked} replications of {name} had been run when this was saved.",
        "save_as": "Save the scenario as", "download": "download", "then": "then run",
        "same_bytes": "The same scenario, seed and version give the same numbers.", "replications": "replications",
        "interventions": "Interventions", "from_month": "From", "until_month": "Until", "where": "Where",
        "everywhere": "everywhere", "figure_of": "Figure", "version": "Version",
        "set": "set to", "scale": "times", "shift": "plus",
        "up": "raises", "down": "lowers",
        "effect": "{name} {verb} {measure} by {size} {unit} (95 % interval {low} to {high}; {replications} replications).",
        "no_effect": "{name} shows no clear change in {bare}: {size} {unit} (95 % interval {low} to {high}; {replications} "
        "replications).",
        "nothing": "With {name}, {measure}: no difference in any of the {replications} replications.",
        "one_replication": "{name}: {size} {unit} in {bare}, in one replication only, so there is no interval.",
        "level": "{measure}: {size} {unit} on average (95 % interval {low} to {high}; {replications} replications).",
        "level_one": "{measure}: {size} {unit}, in one replication only, so there is no interval.",
        "implemented_per_year": "solutions implemented",
    },
    # lab/: the page in the browser.
    "page": {},
    # scenario/ and mechanisms/: grades, facts of a parameter, claims, forms of organisation.
    "scenario": {
        "grades": {
            "evidence": "evidence", "calibrated": "calibrated", "definition": "definition", "assumption": "assumption",
        },
        "reach": {"national": "national", "municipal": "municipal"},
        "kinds": {
            "text": "text", "month": "month as YYYY-MM", "file": "path of a file, or empty", "texts": "list of names",
        },
        "range": "{unit}, {low} to {high}",
        "neutral": "neutral {value}",
        "varies": "varies by {parameter}",
        "tried": "tried from {low} to {high}",
        "default": "default: {value}",
        "nothing": "(none)",
        "head": "{name}, scenario {identity}",
        "columns": ("parameter", "value", "unit and range", "meaning", "source"),
        "claims": "The report's claims (Center for Offentlig Innovation, Offentlig innovation, July 2014). At the neutral "
        "values in parentheses a mechanism changes no result, to the last bit; a parameter without one shapes it and is "
        "kept.",
        "claim": "p. {page}: {claim}",
        "claim_parameters": "parameters: {keys}",
        "claim_scenario": "scenario: {file}",
        "claim_rules": "rule: {files}",
        "claim_columns": ("id", "page", "claim, in short", "rule", "parameters (neutral value)", "scenario"),
        "forms": "Forms of organisation for [[organisations]] in a scenario file. The report names forms and not numbers: "
        "what each of them sets (=) or multiplies (*) is an assumption. With `from`, a form gets there in {years} equal "
        "steps, one a year; one that says so holds in full at once. After `until` it is closed.",
        "at_once": "in full at once",
    },
    # scenario/: a scenario told in plain words.
    "telling": {
        "sentences": {
            "setting": "{who}, from {first} and for {length}. {before} {ties} Each municipality decides for itself, month by "
            "month.",
            "burn_in": "The {length} before that are simulated but not shown, so that the country already has solutions in use.",
            "empty_start": "Nothing is in use at the start.",
            "ties_in_files": "Who is tied to whom stands in your own files.",
            "ties_made_up": "Who is tied to whom is made up: {graph}.",
            "ties": "They are tied by {layers}, the strongest first.",
            "no_ties": "No tie counts.",
            "problems": "All meet the same {problems} in {fields}. {era} {outside}",
            "no_fields": "There are no problems but those that the innovations given below solve. {era} {outside}",
            "no_problems": "No problems are drawn: there is nothing but the innovations given below.",
            "era": "After about {years} a problem has changed so much that old solutions lose their value.",
            "no_era": "Problems never change, so that a good solution remains one.",
            "outside": "Some solutions come from outside: the state, the association of municipalities, a region, a vendor or "
            "abroad{promoted}.",
            "promoted": "; whoever made them promotes them",
            "no_outside": "No solutions come from outside the municipalities.",
            "threshold": "A municipality becomes aware of a solution once {part} of those it is tied to use it.",
            "one_shot": "Each new user tells those it is tied to once, and {part} of them take notice.",
            "contact": "A municipality becomes aware of a solution through those it is tied to, {pace} once most of them use it.",
            "no_contact": "Municipalities do not become aware of solutions through each other.",
            "portal": "A national portal{until} shows solutions everywhere: {found}",
            "portal_from": "From {month} a national portal{until} shows solutions everywhere: {found}",
            "portal_until": " (until {month})",
            "found": "{part} of those who do not know a documented solution find it there within a year.",
            "no_portal": "There is no national overview of what has been tried and how it works.",
            "weighed": "When a problem is on the agenda, a municipality looks at the solutions that it knows and may copy one, "
            "adapt one, take inspiration from one, develop its own, or leave things as they are. It weighs the benefit that "
            "it expects against the work and the uncertainty{rule}. {nih} {stigma} {caution}, and each policy field has room "
            "for {projects} at once.",
            "nothing_weighed": "Whoever becomes aware of a solution adopts it: nothing is weighed, as in models of contagion.",
            "distrust": "There is {word} distrust of what others say of their solutions; adapting one removes part of it.",
            "inattention": "Of others' solutions {part} is never considered.",
            "bias": "There is {word} tendency to think less of what was not invented here; adapting it removes part of it.",
            "no_nih": "What others invented counts for as much as one's own.",
            "stigma": "Being seen to copy {word}{pride}.",
            "pride": ", and being the inventor is a source of pride",
            "speed": "Copying takes about {copy}, adapting {adapt}, own development {own}.",
            "no_speed": "Development takes no time.",
            "into_use": "Then it has to be implemented, which takes about {length}: here it meets its opponents, and where "
            "nobody feels ownership {part} is given up.",
            "in_use_at_once": "What is developed is in use at once.",
            "stopping": "Of what is in use {part} is discontinued within ten years, sooner once it is out of date.",
            "no_stopping": "What is in use stays in use while its problem lasts.",
            "own_money": "A municipality has {kroner} kroner per inhabitant and year for development; work that this does not "
            "cover is not begun.",
            "no_limit": "A municipality's own money for development has no limit.",
            "project_money": "Of projects without a grant {part} runs on the municipality's own project money, which ends like a "
            "grant.",
            "pool": "A pool gives {grants} a year for a hundred municipalities{reserved}{choice}. A grant pays for "
            "{length}{taper}{tail}. {cliff}",
            "no_pool": "There are no grants.",
            "reserved": ", {part} of them kept for reuse",
            "choice": ", and whether to apply is weighed against the effort",
            "taper": ", then fades out over {length}",
            "tail": ", with {length} more for what is being implemented",
            "cliff": "Its end is {word}: within three months {unfinished} of the unfinished work is lost where nothing else "
            "carries it, and within a year {in_use} of what the grant kept in use.",
            "no_cliff": "Its end costs nothing: the work goes on.",
            "prize": "From {month}{until} there is a copycat prize: each {award} {prizes} {where} for those who {modes} what "
            "others have made and {stage}. {effects}",
            "prize_until": " to {month}",
            "prize_in": "in {scope}",
            "prize_everywhere": "in the whole country",
            "prize_effects": "It {effects}.",
            "no_prize_effects": "It changes nothing in what anybody thinks or hears.",
            "no_prize": "There is no prize for copying.",
            "innovation": '{start} "{name}" is there to adopt{first}.',
            "innovation_from": "In {month}",
            "innovation_always": "From the start",
            "first_adopters": ", first in {places}",
            "drawn": "{municipalities} drawn at random",
            "interventions": "What changes on the way: {changes}",
            "intervention": '"{name}": {start}{until}, {parameter} ({meaning}) {done}{where}.',
            "set": "is set to {amount}",
            "raised": "is raised by {amount}",
            "lowered": "is lowered by {amount}",
            "scale": "is multiplied by {amount}",
            "only_in": " in {places}",
            "from": "from {month}",
            "always": "from the start",
            "until": " until {month}",
            "organisation": '"{name}": {start}{until}, {who} is organised as {form}: {meaning} ({done}{mature}; assumptions).',
            "everybody": "every municipality",
            "form_sets": "{parameter} is {amount}",
            "form_scales": "{parameter} times {amount}",
            "mature": ", all of it from year {years} on",
            "partnership": '"{name}": {start}{until}, {who} pilot together, sharing cost and ownership.',
            "differences": "Compared with the default, {parameters}: {changes}.",
            "difference": "{parameter} is {value} instead of {default}",
            "no_differences": "Every parameter has its default value.",
            "empty_list": "an empty list",
            "nothing": '""',
            "quoted": '"{text}"',
            "no_forecast": "What the model makes of this is a consequence of these assumptions, not a forecast of what any "
            "municipality will do.",
            # How a parameter, a form and a month of a file are named: in English as scenario files do.
            "parameter": "{key}",
            "form": "{key}",
            "month": '"{key}"',
        },
        # One, and any other number.
        "nouns": {
            "year": ("one year", "{n} years"),
            "month": ("one month", "{n} months"),
            "made_up_place": ("one made-up place", "{n} made-up places"),
            "problem": ("one problem", "{n} problems"),
            "field": ("one policy field", "{n} policy fields"),
            "project": ("one project", "{n} projects"),
            "grant": ("one grant", "{n} grants"),
            "prize": ("one prize", "{n} prizes"),
            "municipality": ("one municipality", "{n} municipalities"),
            "differing_parameter": ("one parameter differs", "{n} parameters differ"),
        },
        "counts": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        # Of things that can be counted, and of what cannot.
        "shares": {
            "many": (
                "none", "hardly any", "about one in ten", "about one in five", "about one in four", "about one in three",
                "about half", "about two in three", "about three in four", "about nine in ten", "nearly all", "all",
            ),
            "much": (
                "none", "hardly any", "about one in ten", "about one in five", "about one in four", "about one in three",
                "about half", "about two in three", "about three in four", "about nine in ten", "nearly all", "all",
            ),
        },
        # From weak to strong, or from slow to fast.
        "degrees": {
            "pace": ("very slowly", "slowly", "within a year or two", "within a year"),
            "distrust": ("a weak", "a noticeable", "a strong", "a very strong"),
            "bias": ("a weak", "a noticeable", "a strong", "a very strong"),
            "stigma": ("carries no stigma", "carries a slight stigma", "carries a stigma", "carries a heavy stigma"),
            "caution": (
                "Uncertainty does not put them off", "Uncertainty puts them off a little", "Uncertainty puts them off",
                "Uncertainty weighs heavily with them",
            ),
            "cliff": ("a gentle slope", "a cliff", "a hard cliff"),
        },
        "and": "and",
        "or": "or",
        "places": {"file": "The places of your own files", "denmark": "The Danish municipalities"},
        "graphs": {
            "rewired": "the Danish ties, shuffled so that everybody keeps as many as before",
            "complete": "everybody is tied to everybody",
            "ring": "everybody is tied to the nearest on a ring",
            "watts_strogatz": "a ring with some ties thrown across (a small world after Watts and Strogatz)",
            "erdos_renyi": "ties thrown at random (after Erdős and Rényi)",
            "barabasi_albert": "a few hubs hold most ties (after Barabási and Albert)",
        },
        "layers": {
            "land_border": "a common land border",
            "fixed_link": "a bridge or tunnel",
            "ferry": "a ferry",
            "region": "the same region",
            "bodies": "the same collaboration bodies",
            "size_likeness": "similar population",
        },
        "rules": {
            "utility": "",
            "satisficing": ", and takes the first option that is better than leaving things as they are",
            "imitation": "; the benefit that it expects of others' solutions is what tied users get out of them",
        },
        "modes": {"copy": "copied", "adapt": "adapted", "inspired": "took strong inspiration from"},
        "stages": {"implemented": "implemented it", "adopted": "began the work"},
        "prize_effects": {
            "incentive": "attracts through the hope of winning",
            "recognition": "reduces the stigma of copying",
            "visibility": "makes the winning solutions known",
        },
        "selectors": {"region": "region:{name}", "body": "body:{name}"},
    },
}  # fmt: skip
