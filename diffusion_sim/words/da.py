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
            "chance": "I {replications} simulerede forløb tog den i gennemsnit {mean} løsninger i brug{per}. Tallet svinger "
            "tilfældigt med {chance} fra forløb til forløb (standardafvigelse); kommunernes gennemsnit varierer med {between}.",
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
            "end_outdated": "Desuden var {solutions} i drift, selv om problemet havde ændret sig.",
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
        "compare_questions": "Hvad ændrer {names} hver for sig i forhold til {baseline}?",
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
        "partial": "Ufærdig: {finished} af {asked} simulerede forløb af {name} var kørt, da dette blev gemt.",
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
    # scenario/: a scenario told in plain words.
    "telling": {
        "sentences": {
            "setting": "{who} følges fra {first} og {length} frem. {before} {ties} Hver kommune træffer sine egne beslutninger, måned "
            "for måned.",
            "burn_in": "Forud herfor simuleres {length}, som ikke vises; derfor er der løsninger i brug fra begyndelsen.",
            "empty_start": "Fra begyndelsen er ingen løsninger i brug.",
            "ties_in_files": "Hvem der har forbindelse til hvem, fremgår af dine egne filer.",
            "ties_made_up": "Hvem der har forbindelse til hvem, er konstrueret: {graph}.",
            "ties": "De er forbundet gennem {layers}; den forbindelse, der vejer tungest, er nævnt først.",
            "no_ties": "Ingen forbindelser tæller.",
            "problems": "Alle kommuner står med de samme {problems}, fordelt på {fields}. {era} {outside}",
            "no_fields": "Der er ingen problemer ud over dem, som innovationerne nedenfor skal løse. {era} {outside}",
            "no_problems": "Modellen trækker ingen problemer: der er kun de innovationer, der er nævnt nedenfor.",
            "era": "Efter omkring {years} har et problem ændret sig så meget, at gamle løsninger mister deres værdi.",
            "no_era": "Problemerne ændrer sig aldrig, så en god løsning bliver ved med at være god.",
            "outside": "Nogle løsninger kommer udefra: fra staten, KL, en region, en leverandør eller udlandet{promoted}.",
            "promoted": ", og afsenderen arbejder selv for at udbrede dem",
            "no_outside": "Ingen løsninger kommer udefra.",
            "threshold": "En kommune får kendskab til en løsning, når den bruges af en vis del af dem, kommunen har forbindelse til: "
            "{part}.",
            "one_shot": "Hver ny bruger fortæller én gang om løsningen til dem, den har forbindelse til; af dem får {part} kendskab til den.",
            "contact": "Når de fleste af dem, en kommune har forbindelse til, bruger en løsning, får kommunen {pace} kendskab til den.",
            "no_contact": "Kommunerne får ikke kendskab til løsninger gennem hinanden.",
            "portal": "En national portal viser{until} løsninger i hele landet: {found}",
            "portal_from": "Fra {month}{until} viser en national portal løsninger i hele landet: {found}",
            "portal_until": " til og med {month}",
            "found": "af dem, der ikke kender en dokumenteret løsning, finder {part} den dér inden for et år.",
            "no_portal": "Der er intet nationalt overblik over, hvad der er afprøvet, og hvordan det virker.",
            "weighed": "Når et problem er på dagsordenen, ser kommunen på de løsninger, den kender. Den kan kopiere én, tilpasse én, "
            "lade sig inspirere af én, udvikle sin egen eller lade alt være, som det er. Den afvejer den forventede nytte mod "
            "arbejdet og usikkerheden{rule}. {nih} {stigma} {caution}, og hvert fagområde har plads til {projects} ad gangen.",
            "nothing_weighed": "Enhver kommune, der får kendskab til en løsning, går i gang med den: intet afvejes, som i modeller for "
            "smitte.",
            "distrust": "Det, andre siger om deres løsninger, mødes med {word} mistro; mistroen bliver mindre, når løsningen tilpasses.",
            "inattention": "Af andres løsninger kommer {part} aldrig i betragtning.",
            "bias": "Der er {word} tendens til at vurdere det lavere, som ikke er opfundet her; tendensen bliver mindre, når løsningen "
            "tilpasses.",
            "no_nih": "Det, andre har opfundet, tæller lige så meget som kommunens eget.",
            "stigma": "At blive set som en, der kopierer, {word}{pride}.",
            "pride": ", mens det giver stolthed at være opfinder",
            "speed": "Kopiering tager omkring {copy}, tilpasning {adapt} og egenudvikling {own}.",
            "no_speed": "Udviklingen tager ingen tid.",
            "into_use": "Derefter skal løsningen implementeres, hvilket tager omkring {length}: her møder den sine modstandere, og hvor "
            "ingen føler ejerskab, opgives {part}.",
            "in_use_at_once": "Det, der er udviklet, er straks i brug.",
            "stopping": "Af det, der er i brug, ophører {part} inden for ti år; det går hurtigere, når det er forældet.",
            "no_stopping": "Det, der er i brug, bliver i brug, så længe problemet varer.",
            "own_money": "En kommune har {kroner} kr. pr. indbygger om året til udvikling; arbejde, som beløbet ikke dækker, sættes ikke i "
            "gang.",
            "no_limit": "Der er ingen grænse for kommunens egne udviklingsmidler.",
            "project_money": "Af projekter uden bevilling finansierer kommunen {part} med egne projektmidler, som udløber ligesom en "
            "bevilling.",
            "pool": "For hver hundrede kommuner giver en pulje {grants} om året{reserved}{choice}. En bevilling betaler i "
            "{length}{taper}{tail}. {cliff}",
            "no_pool": "Der gives ingen puljemidler.",
            "reserved": ", hvoraf {part} er forbeholdt genbrug",
            "choice": ", og kommunerne afvejer, om en ansøgning er indsatsen værd",
            "taper": " og aftrappes derefter over {length}",
            "tail": ", med {length} mere til det, der er ved at blive implementeret",
            "cliff": "Udløbet {word}: af det ufærdige arbejde, som intet andet bærer, går {unfinished} tabt inden for tre måneder, og "
            "af det, bevillingen holdt i brug, {in_use} inden for et år.",
            "no_cliff": "Når den udløber, går intet tabt: arbejdet fortsætter.",
            "prize": "Fra {month}{until} er der en kopipris: hver {award} uddeles {prizes} {where} til dem, der har {modes} det, andre "
            "har udviklet, og {stage}. {effects}",
            "prize_until": " til og med {month}",
            "prize_in": "i {scope}",
            "prize_everywhere": "i hele landet",
            "prize_effects": "Prisen {effects}.",
            "no_prize_effects": "Prisen ændrer intet i, hvad nogen mener eller hører om.",
            "no_prize": "Der er ingen kopipris.",
            "innovation": "{start} kan »{name}« tages i brug{first}.",
            "innovation_from": "Fra {month}",
            "innovation_always": "Fra begyndelsen",
            "first_adopters": ", først i {places}",
            "drawn": "{municipalities} valgt ved lodtrækning",
            "interventions": "Undervejs ændres følgende. {changes}",
            "intervention": "»{name}«: {start}{until} bliver {parameter} {done}{where}. Om parameteren: {meaning}.",
            "set": "sat til {amount}",
            "raised": "hævet med {amount}",
            "lowered": "sænket med {amount}",
            "scale": "ganget med {amount}",
            "only_in": " i {places}",
            "from": "fra {month}",
            "always": "fra begyndelsen",
            "until": " til og med {month}",
            "organisation": "»{name}«: {start}{until} er {who} organiseret efter formen {form}. {meaning}. Antagelser: {done}{mature}.",
            "everybody": "alle kommuner",
            "form_sets": "{parameter} er {amount}",
            "form_scales": "{parameter} ganges med {amount}",
            "mature": "; det hele gælder fuldt ud fra det {years}. år",
            "partnership": "»{name}«: {start}{until} afprøver {who} løsninger sammen og deler udgifter og ejerskab.",
            "differences": "Sammenlignet med standardværdierne {parameters}: {changes}.",
            "difference": "{parameter} er {value} i stedet for {default}",
            "no_differences": "Alle parametre har deres standardværdi.",
            "empty_list": "en tom liste",
            "nothing": "ikke angivet",
            "quoted": "»{text}«",
            "no_forecast": "Det, modellen når frem til, følger af disse antagelser og er ikke en forudsigelse af, hvad nogen kommune vil "
            "gøre.",
            # How a parameter, a form and a month of a file are named.
            "parameter": "»{name}« ({key})",
            "form": "»{name}«",
            "month": "{name}",
        },
        # One, and any other number.
        "nouns": {
            "year": ("et år", "{n} år"),
            "month": ("en måned", "{n} måneder"),
            "made_up_place": ("ét konstrueret sted", "{n} konstruerede steder"),
            "problem": ("ét problem", "{n} problemer"),
            "field": ("ét fagområde", "{n} fagområder"),
            "project": ("ét projekt", "{n} projekter"),
            "grant": ("én bevilling", "{n} bevillinger"),
            "prize": ("én pris", "{n} priser"),
            "municipality": ("én kommune", "{n} kommuner"),
            "differing_parameter": ("afviger én parameter", "afviger {n} parametre"),
        },
        "counts": ("ingen", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"),
        # Of things that can be counted, and of what cannot.
        "shares": {
            "many": (
                "ingen", "næsten ingen", "omkring en tiendedel", "omkring en femtedel", "omkring en fjerdedel",
                "omkring en tredjedel", "omkring halvdelen", "omkring to tredjedele", "omkring tre fjerdedele",
                "omkring ni tiendedele", "næsten alle", "alle",
            ),
            "much": (
                "intet", "næsten intet", "omkring en tiendedel", "omkring en femtedel", "omkring en fjerdedel",
                "omkring en tredjedel", "omkring halvdelen", "omkring to tredjedele", "omkring tre fjerdedele",
                "omkring ni tiendedele", "næsten alt", "alt",
            ),
        },
        # From weak to strong, or from slow to fast.
        "degrees": {
            "pace": ("meget langsomt", "langsomt", "inden for et år eller to", "inden for et år"),
            "distrust": ("svag", "mærkbar", "stærk", "meget stærk"),
            "bias": ("en svag", "en mærkbar", "en stærk", "en meget stærk"),
            "stigma": (
                "giver intet stigma", "giver et let stigma", "giver et stigma", "giver et stærkt stigma",
            ),
            "caution": (
                "Usikkerhed får ikke kommunerne til at holde igen", "Usikkerhed får kommunerne til at holde lidt igen",
                "Usikkerhed får kommunerne til at holde igen", "Usikkerhed vejer tungt for kommunerne",
            ),
            "cliff": ("rammer blødt", "rammer mærkbart", "rammer hårdt"),
        },
        "and": "og",
        "or": "eller",
        "places": {"file": "Stederne i dine egne filer", "denmark": "De danske kommuner"},
        "graphs": {
            "rewired": "de danske forbindelser, blandet om, så alle har lige så mange som før",
            "complete": "alle er forbundet med alle",
            "ring": "alle er forbundet med de nærmeste på en ring",
            "watts_strogatz": "en ring med enkelte forbindelser på tværs (efter Watts og Strogatz)",
            "erdos_renyi": "tilfældige forbindelser (efter Erdős og Rényi)",
            "barabasi_albert": "nogle få knudepunkter har de fleste forbindelser (efter Barabási og Albert)",
        },
        "layers": {
            "land_border": "fælles kommunegrænse på land",
            "fixed_link": "bro eller tunnel",
            "ferry": "færge",
            "region": "fælles region",
            "bodies": "fælles samarbejdsorganer",
            "size_likeness": "omtrent samme indbyggertal",
        },
        "rules": {
            "utility": "",
            "satisficing": " og tager den første mulighed, der er bedre end at lade alt være, som det er",
            "imitation": "; nytten af andres løsninger bedømmer den efter, hvad de forbundne kommuner får ud af dem",
        },
        "modes": {"copy": "kopieret", "adapt": "tilpasset", "inspired": "ladet sig stærkt inspirere af"},
        "stages": {"implemented": "har taget det i brug", "adopted": "har påbegyndt arbejdet"},
        "prize_effects": {
            "incentive": "motiverer gennem håbet om at vinde",
            "recognition": "mindsker stigmaet ved at kopiere",
            "visibility": "gør de vindende løsninger kendt",
        },
        "selectors": {"region": "Region {name}", "body": "{name}"},
    },
}  # fmt: skip
