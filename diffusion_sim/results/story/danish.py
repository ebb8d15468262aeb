"""The story in Danish."""

from __future__ import annotations

from typing import Final

from diffusion_sim.results.labels import LabelWords
from diffusion_sim.results.story.language import Language
from diffusion_sim.rules.codes import End, Heard, Mode

DANISH: Final = Language(
    sentences={
        "opening": "{name} ({code}{region}{people}) fra {first} til {last}, scenarie »{scenario}«, frø {seed}, "
        "gentagelse {replication}.",
        "inhabitants": ", {n} indbyggere",
        "closing": "Alt dette er simuleret: én af mange måder, det kunne være gået på, ikke en forudsigelse og ikke, hvad "
        "{name} gjorde.",
        "quoted": "»{label}«",
        "heard_nothing": "Kommunen hørte ikke om noget, som andre havde lavet.",
        "heard": "Kommunen hørte om {solutions}, som andre havde lavet: {channels}.",
        "heard_often": "Den hørte oftest om dem fra {tellers}.",
        "heard_ties": "Dem, den hørte fra, var mest {ties}.",
        "heard_in": "hørt om i {month} {source}",
        "teller": "fra {name} ({tie})",
        "pilot": "et pilotprojekt at gå med i",
        "no_tie": "ingen forbindelse",
        "began": "Den begyndte {projects}{modes}.",
        "used": "Den tog {solutions} i brug{modes}.",
        "best": "De {n}, der gav mest:",
        "one_use": "{month}: {label} kom i brug, {how}; {gave}.",
        "taken_up": "taget op",
        "granted": "med puljemidler",
        "gave": "den gav {merit} om måneden",
        "outdated": "problemet ændrede sig i {month}, og derefter gav den {merit} om måneden",
        "lost": "Den mistede {projects}, da bevillingen sluttede.",
        "stopped": "Den opgav {given_up} mod brugernes modstand, stoppede {stopped}, der havde været i brug, og erstattede "
        "{replaced} med noget nyere.",
        "ended": "Den afsluttede {projects}.",
        "one_loss": "{month}: {label} sluttede {after}, {state}.",
        "after": "{months} efter, at pengene stoppede",
        "at_once": "da pengene stoppede",
        "in_use": "skønt den var i brug",
        "unfinished": "før den kom i brug",
        "declined_nothing": "Den afviste intet.",
        "declined": "Den afviste {solutions} ved sidste vurdering; heraf havde {best} været det bedste bud på genbrug.",
        "deciding": "Det, der alene ville have ændret beslutningen om dem, hvis det ikke havde talt: {terms}.",
        "no_single": "I {cases} var der ikke én grund, der afgjorde det.",
        "closest": "De nærmeste afgørelser:",
        "one_refusal": "{month}: {label}{heard}; {why} (manglede {shortfall} smagsenheder).",
        "why_none": "ingen enkelt grund afgjorde det",
        "why_one": "{terms} afgjorde det",
        "why_each": "hver for sig kunne de have afgjort det: {terms}",
        "given": "Andre har taget dens løsninger i brug: {often}.",
        "given_most": "Andre har taget dens løsninger i brug: {often}, oftest {solutions}.",
        "won": "Den vandt {prizes}.",
        "end": "Ved udgangen var {solutions} i drift, {reused} af dem genbrugt; tilsammen gav de {merit} om måneden (1 er, "
        "hvad en gennemsnitlig løsning giver, hvor den passer helt).",
    },
    nouns={
        "solution": ("ingen løsninger", "1 løsning", "{n} løsninger"),
        "standing": ("ingen løsninger", "1 løsning", "{n} løsninger"),
        "project": ("ingen projekter", "1 projekt", "{n} projekter"),
        "month": ("ingen måneder", "1 måned", "{n} måneder"),
        "case": ("ingen tilfælde", "1 tilfælde", "{n} tilfælde"),
        "prize": ("ingen kopipriser", "1 kopipris", "{n} kopipriser"),
    },
    how_often=("ingen gange", "én gang", "to gange", "{n} gange"),
    last=" og ",
    nothing="intet",
    none="ingen",
    months=(
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
        "december",
    ),
    ties={
        "land_border": "naboer til lands",
        "fixed_link": "forbundet ved bro eller tunnel",
        "ferry": "forbundet med færge",
        "region": "i samme region",
        "bodies": "i samme samarbejdsorgan",
        "size_likeness": "af samme størrelse",
    },
    channels={
        Heard.CONTACT: "fra andre kommuner",
        Heard.PUSH: "direkte fra ophavet",
        Heard.PORTAL: "på vidensportalen",
        Heard.PRIZE: "fordi de havde vundet en pris",
        Heard.PARTNER: "fra partnere, som pilotprojekter at gå med i",
    },
    done={
        Mode.COPY: "kopieret",
        Mode.ADAPT: "tilpasset",
        Mode.INSPIRED: "lavet med en anden som forbillede",
        Mode.OWN: "egenudviklet",
    },
    modes={
        Mode.COPY: "kopieret",
        Mode.ADAPT: "tilpasset",
        Mode.INSPIRED: "inspireret af andre",
        Mode.OWN: "egenudviklet",
    },
    terms={
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
    ended={
        End.ENDED_EARLY: "tidligt, fordi de var svage",
        End.BELOW_ZERO: "fordi en af de fem bundlinjer ville være blevet negativ",
        End.PERSON_LEFT: "fordi de, der bar dem, rejste",
    },
    labels=LabelWords(
        sources=("staten", "KL", "en region", "en leverandør", "udlandet"),
        outside="udefra",
        label="{problem}, svar {number} fra {origin}{model} ({year})",
        model=", inspireret af {origin}",
        fields={
            "Eldercare": "Ældrepleje", "Eldercare and health": "Ældre og sundhed", "Children and youth": "Børn og unge",
            "Schools": "Skoler", "Employment": "Beskæftigelse", "Social services": "Socialområdet",
            "Technology and environment": "Teknik og miljø", "Culture and citizens": "Kultur og borgere",
            "Administration and digital": "Administration og digitalisering",
        },
    ),
    signs=str.maketrans(",.", ".,"),
)  # fmt: skip
