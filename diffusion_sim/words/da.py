"""What a user reads in Danish, by area; every key and every ``{place}`` is also in ``en``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

DANISH: Final[Mapping[str, Mapping[str, Any]]] = {
    # How languages are called.
    "languages": {"en": "engelsk", "da": "dansk"},
    # results/: measures, groups, units, names of solutions.
    "measures": {},
    # results/: one municipality's years.
    "solutions": {
        "sources": ("staten", "KL", "en region", "en leverandør", "udlandet"),
        "outside": "udefra",
        "label": "{problem}, løsning {number} fra {origin}{model} ({year})",
        "model": ", inspireret af {origin}",
        "fields": {
            "Eldercare": "Ældrepleje", "Eldercare and health": "Ældre og sundhed",
            "Children and youth": "Børn og unge", "Schools": "Skoler", "Employment": "Beskæftigelse",
            "Social services": "Socialområdet", "Technology and environment": "Teknik og miljø",
            "Culture and citizens": "Kultur og borgere",
            "Administration and digital": "Administration og digitalisering",
        },
    },
    "story": {
        "sentences": {
            "opening": "{name} ({code}{region}{people}) fra {first} til {last}, scenarie »{scenario}«, startværdi {seed}, "
            "forløb {replication}.",
            "inhabitants": ", {n} indbyggere",
            "chance": "I {replications} simulerede forløb tog den i gennemsnit {mean} løsninger i brug{per}. Alene ved "
            "tilfældigheder svinger en kommune {chance} fra forløb til forløb (standardafvigelse); mellem kommunerne er den {between}.",
            "per_10000": ", {n} pr. 10.000 indbyggere",
            "chance_unknown": "Ét forløb: det kan ikke siges, hvor meget af dette der er tilfældigt.",
            "closing": "Alt dette er simuleret: én af mange måder, det kunne være gået på, ikke en forudsigelse og ikke, hvad "
            "{name} gjorde.",
            "quoted": "»{label}«",
            "heard_nothing": "Kommunen hørte ikke om noget, som andre havde lavet.",
            "aware": "Kommunen hørte om {solutions}, som andre havde lavet: {channels}.",
            "heard_often": "Den hørte oftest om dem fra {tellers}.",
            "heard_ties": "Dem, den hørte fra, var mest {ties}.",
            "heard_in": "hørt om i {month} {source}",
            "teller": "fra {name} ({tie})",
            "pilot": "en indbydelse til et pilotprojekt",
            "no_tie": "ingen forbindelse",
            "began": "Den begyndte {projects}{modes}.",
            "used": "Den tog {solutions} i brug{modes}.",
            "best": "De {n}, der gav mest:",
            "one_use": "{month}: {label} kom i brug, {how}; {gave}.",
            "taken_up": "påbegyndt",
            "across": "på tværs af afdelinger, sammen med {field}",
            "granted": "med puljemidler",
            "gave": "den gav {net_benefit} om måneden",
            "outdated": "problemet ændrede sig i {month}, og derefter gav den {net_benefit} om måneden",
            "lost": "Den mistede {projects}, da bevillingen sluttede.",
            "discontinued": "Den opgav {given_up} på grund af modstand fra brugerne, stoppede {discontinued}, der havde været i brug, og erstattede "
            "{replaced} med noget nyere.",
            "ended": "Den afsluttede {projects}.",
            "one_loss": "{month}: {label} sluttede {after}, {state}.",
            "after": "{months} efter, at finansieringen ophørte",
            "at_once": "da finansieringen ophørte",
            "in_use": "skønt den var i brug",
            "unfinished": "før den kom i brug",
            "declined_nothing": "Den afviste intet.",
            "declined": "Den afviste {solutions} ved sidste vurdering; heraf var {best} det bedste bud på genbrug.",
            "deciding": "Uden én af disse grunde var beslutningen om dem blevet en anden: {terms}.",
            "no_single": "I {cases} var der ikke én grund, der afgjorde det.",
            "closest": "De nærmeste afgørelser:",
            "one_refusal": "{month}: {label}{aware}; {why} (manglede {shortfall} point).",
            "why_none": "ingen enkelt grund afgjorde det",
            "why_one": "{terms} afgjorde det",
            "why_each": "hver for sig kunne de have afgjort det: {terms}",
            "given": "Andre har ikke taget dens løsninger i brug.",
            "given_most": "Andre har taget dens løsninger i brug {often}, oftest {solutions}.",
            "won": "Den vandt {prizes}.",
            "end": "Ved udgangen var {solutions} i drift, {reused} af dem genbrugt; tilsammen gav de {net_benefit} om måneden (1 er, "
            "hvad en gennemsnitlig løsning giver, hvor den passer helt).",
        },
        "nouns": {
            "solution": ("ingen løsninger", "1 løsning", "{n} løsninger"),
            "reputation": ("ingen løsninger", "1 løsning", "{n} løsninger"),
            "project": ("ingen projekter", "1 projekt", "{n} projekter"),
            "month": ("ingen måneder", "1 måned", "{n} måneder"),
            "case": ("ingen tilfælde", "1 tilfælde", "{n} tilfælde"),
            "prize": ("ingen kopipriser", "1 kopipris", "{n} kopipriser"),
        },
        "how_often": ("ingen gange", "én gang", "to gange", "{n} gange"),
        "last": " og ",
        "nothing": "intet",
        "none": "ingen",
        "months": (
            "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
            "december",
        ),
        "ties": {
            "land_border": "naboer til lands",
            "fixed_link": "forbundet ved bro eller tunnel",
            "ferry": "forbundet med færge",
            "region": "i samme region",
            "bodies": "i samme samarbejdsorgan",
            "size_likeness": "af samme størrelse",
        },
        "channels": {
            "CONTACT": "fra andre kommuner",
            "PUSH": "direkte fra afsenderen",
            "PORTAL": "på vidensportalen",
            "PRIZE": "fordi de havde vundet en pris",
            "PARTNER": "fra partnere, der indbød til pilotprojekter",
        },
        "done": {
            "COPY": "kopieret",
            "ADAPT": "tilpasset",
            "INSPIRED": "lavet med en anden som forbillede",
            "OWN": "egenudviklet",
        },
        "modes": {
            "COPY": "kopieret",
            "ADAPT": "tilpasset",
            "INSPIRED": "inspireret af andre",
            "OWN": "egenudviklet",
        },
        "terms": {
            "benefit": "det, den ventedes at give",
            "risk": "tvivl om, hvad den ville give",
            "effort": "det arbejde, den ville kræve",
            "nih": "at den var lavet et andet sted (»ikke opfundet her«)",
            "stigma": "stigmaet ved at blive set som kopist",
            "pride": "stoltheden ved selv at opfinde",
            "prize": "håbet om en pris",
            "social": "det, kontakterne gjorde",
            "constant": "vane, som modellen ikke forklarer",
            "taste": "lokal smag, som er tilfældig i modellen",
        },
        "ended": {
            "ENDED_EARLY": "tidligt, fordi de var svage",
            "BELOW_ZERO": "fordi en af de fem bundlinjer ville være blevet negativ",
            "PERSON_LEFT": "fordi de, der bar dem, rejste",
            "STOPPED_ON_PURPOSE": "i brug, fordi de ikke var driften værd",
        },
        "signs": {",": ".", ".": ","},
    },
    # plots/: titles, axes, captions.
    "figures": {},
    # results/ and reports/: the parts of what a prize does.
    "channels": {
        "title": "Hvad hver af prisens kanaler betyder: {name}",
        "heads": ("Kanal", "Andel", "95 %-interval", "Af det hele", "Alene", "Slået fra"),
        "parts": {
            "incentive": "Tilskyndelse", "recognition": "Anerkendelse", "visibility": "Synlighed", "other": "Alt andet",
            "sum": "Summen af disse", "whole": "Hele virkningen",
        },
        "measures": {
            "reused_per_year": "... heraf genbrugt",
            "rewarded_per_year": "... heraf på de måder, der kan vinde",
            "relabelled_per_year": "... heraf i stedet for noget andet",
        },
        "legend": "Andel: det, kanalen føjer til, i gennemsnit over alle rækkefølger at slå kanaler til i (Shapley); andelene "
        "summer til det hele. Alene: med de to andre slået fra. Slået fra: det, der ændres, når kun den slås fra. Alt andet: "
        "med alle tre slået fra, som prisernes penge.",
        "relabelled": "I stedet for noget andet: af {more} ({more_low} til {more_high}) flere ibrugtagninger om året på de måder, der kan vinde, "
        "træder {again} ({again_low} til {again_high}) i stedet for egen udvikling eller andre måder.",
    },
    # reports/: the page made from a results folder.
    "report": {
        "title": "Rapport", "question": "Spørgsmål", "answer": "Svar", "figures": "Figurer", "tables": "Resultater",
        "sensitivity": "Følsomhed", "parameters": "Alle parametre", "again": "Sådan gentages beregningen",
        "run_question": "Hvad sker der under {name}?",
        "compare_question": "Hvad ændrer {names} i forhold til {baseline}?",
        "mean": "Gennemsnit", "baseline": "Udgangspunkt", "difference": "Forskel", "interval": "95 %-interval",
        "unit": "Enhed", "measure": "Mål", "pairing": "Variansforhold", "key": "Parameter", "value": "Værdi",
        "meaning": "Betydning", "source": "Kilde", "grade": "Grundlag",
        "changed": "Værdier, der afviger fra udgangspunktet (ved en enkelt kørsel: fra pakkens standard), er fede.",
        "pairing_means": "Variansforhold: variansen med adskilte simulerede forløb divideret med variansen med de samme tilfældige tal. Et interval, der "
        "indeholder 0, er ikke belæg for en ændring.",
        "caveat": "Modelresultat under de angivne antagelser, ikke en forudsigelse. Intervallet siger, hvor langt "
        "gennemsnittet over simulerede forløb kan ligge fra det sande; det dækker ikke usikkerheden i antagelserne.",
        "of_replications": "95 % af simulerede forløb",
        "posterior": "Hvert simuleret forløb har sine egne parametre, trukket fra posteriorfordelingen »{name}« ({drawn}). "
        "Tabellerne viser, hvor 95 % af de simulerede forløb ligger på grund af tilfældigheder og ukendte parametre tilsammen; intervallet i svaret er "
        "gennemsnittets.",
        "partial": "Ufærdig: {finished} af {asked} simulerede forløb var kørt, da dette blev gemt.",
        "save_as": "Gem scenariet som", "download": "hent", "then": "og kør",
        "same_bytes": "Samme scenarie, startværdi (seed) og version giver de samme tal.", "replications": "simulerede forløb",
        "interventions": "Indgreb", "from_month": "Fra", "until_month": "Til", "where": "Hvor",
        "everywhere": "overalt", "figure_of": "Figur", "version": "Version",
        "set": "sat til", "scale": "gange", "shift": "plus",
        "up": "hæver", "down": "sænker",
        "effect": "{name} {verb} {measure} med {size} {unit} (95 %-interval {low} til {high}; {replications} simulerede "
        "forløb).",
        "no_effect": "{name} viser ingen klar ændring i {bare}: {size} {unit} (95 %-interval {low} til {high}; {replications} "
        "simulerede forløb).",
        "nothing": "Med {name} er {measure} det samme i hver af de {replications} simulerede forløb.",
        "one_replication": "{name}: {size} {unit} i {bare}, i kun ét simuleret forløb, så der er intet interval.",
        "level": "{measure}: {size} {unit} i gennemsnit (95 %-interval {low} til {high}; {replications} simulerede forløb).",
        "level_one": "{measure}: {size} {unit}, i kun ét simuleret forløb, så der er intet interval.",
        "implemented_per_year": "antallet af løsninger, der tages i brug,",
    },
    # lab/: the page in the browser.
    "page": {},
    # scenario/ and mechanisms/: grades, facts of a parameter, claims, forms of organisation.
    "scenario": {
        "grades": {
            "evidence": "belæg", "calibrated": "kalibreret", "definition": "definition", "assumption": "antagelse",
        },
        "reach": {"national": "national", "municipal": "kommunal"},
        "kinds": {
            "text": "tekst", "month": "måned som ÅÅÅÅ-MM", "file": "sti til en fil, eller tom", "texts": "liste af navne",
        },
        "range": "{unit}, {low} til {high}",
        "neutral": "neutral {value}",
        "varies": "varierer med {parameter}",
        "tried": "afprøves fra {low} til {high}",
        "default": "standard: {value}",
        "nothing": "(ingen)",
        "head": "{name}, scenarie {identity}",
        "columns": ("parameter", "værdi", "enhed og interval", "betydning", "kilde"),
        "claims": "Rapportens påstande (Center for Offentlig Innovation, Offentlig innovation, juli 2014). Ved de neutrale "
        "værdier i parentes ændrer en mekanisme intet resultat; en parameter uden neutral værdi præger mekanismen og "
        "beholdes.",
        "claim": "s. {page}: {claim}",
        "claim_parameters": "parametre: {keys}",
        "claim_scenario": "scenarie: {file}",
        "claim_rules": "regel: {files}",
        "claim_columns": ("nr.", "side", "påstanden kort", "regel", "parametre (neutral værdi)", "scenarie"),
        "forms": "Organisationsformer til [[organisations]] i en scenariefil. Rapporten nævner former, ikke tal: hvad hver "
        "af dem sætter (=) eller ganger med (*), er en antagelse. Med `from` når en form dertil i {years} lige store trin, "
        "ét om året; hvor det står ved formen, gælder den fuldt ud med det samme. Efter `until` er den lukket.",
        "at_once": "fuldt ud med det samme",
    },
}  # fmt: skip
