"""How a mechanism says what it is: its name, its parameters and the claims of the report it stands for.

Everything else follows from these declarations: the tuples that rules read, the sections of a scenario file,
``configs/baseline.toml``, ``describe``, the table of claims, the fields of the lab and the tables of the ODD.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal, NamedTuple, get_args, get_type_hints

Grade = Literal["evidence", "calibrated", "definition", "assumption"]
"""Where the default comes from: read or computed from data, fitted to data, fixed by meaning, or nobody knows."""

Reach = Literal["fixed", "national", "municipal"]
"""What an intervention may change: nothing during a run, the whole country by month, or single municipalities."""

Phase = Literal["environment", "hear", "consider", "decide", "commit", "work", "use", "institutions"]
"""The part of a month in which a mechanism is at work."""
PHASES: tuple[Phase, ...] = get_args(Phase)


UNITS: dict[str, str] = {
    "DKK": "kr.",
    "DKK per inhabitant and year": "kr. pr. indbygger og år",
    "DKK per month": "kr. pr. måned",
    "balance": "balance",
    "benefit": "nytteenheder",
    "correlation": "korrelation",
    "exponent": "eksponent",
    "factor": "faktor",
    "grants per municipality and year": "bevillinger pr. kommune og år",
    "ideas": "idéer",
    "integer": "heltal",
    "log": "log",
    "log odds": "log-odds",
    "log odds per utility": "logodds pr. nytte",
    "log odds per unit": "log-odds pr. enhed",
    "log of factor": "log af faktor",
    "months": "måneder",
    "name": "",
    "per month": "pr. måned",
    "per solution": "pr. løsning",
    "per sd": "pr. standardafvigelse",
    "per year": "pr. år",
    "places": "steder",
    "prizes per year": "priser pr. år",
    "probability": "sandsynlighed",
    "problems": "problemer",
    "projects": "projekter",
    "relative weight": "relativ vægt",
    "sd of benefit": "standardafvigelser i nytte",
    "sd of log": "spredning i log",
    "sd of log odds": "spredning i log-odds",
    "share": "andel",
    "share of contact": "andel af kontakt",
    "solutions": "løsninger",
    "utility (Gumbel scale 1)": "point (Gumbel-skala 1)",
    "utility per benefit": "point pr. nytteenhed",
    "ties": "forbindelser",
    "visits": "besøg",
}
"""The units of parameters, and what they are called in Danish; a unit's explanation stands in parentheses."""


class Words(NamedTuple):
    """A name and what it means, in one language."""

    name: str
    meaning: str


class Facts(NamedTuple):
    """What is declared of a parameter, beside its key and its type."""

    default: Any
    unit: str
    between: tuple[float, float] | None
    """What is valid; None where the type says it."""
    source: str
    en: Words
    da: Words
    grade: Grade
    reach: Reach
    neutral: float | None
    varies: str
    plausible: tuple[float, float] | None


class Parameters:
    """Parameters of one section of a scenario file that belong to one mechanism: a class body that is never an object.

    A rule names the class to say which of a section's numbers it reads; what it is given has these attributes.
    """

    section: ClassVar[str] = ""
    section_name: ClassVar[str] = ""
    """The section's name in Danish, given by one of the classes that share it."""

    def __init_subclass__(cls, *, section: str = "", da: str = "") -> None:
        """Note the section; a class without one only brings several together for a rule that reads them all."""
        cls.section, cls.section_name = section, da

    @classmethod
    def declared(cls) -> dict[str, tuple[Any, Facts]]:
        """Return type and facts of each parameter that the class itself declares, by name."""
        own = {name: facts for name, facts in vars(cls).items() if isinstance(facts, Facts)}
        types = get_type_hints(cls)
        return {name: (types[name], facts) for name, facts in own.items()}


def number(  # noqa: PLR0913 - one keyword for each thing that a reader of a parameter must be told
    default: float,
    *,
    unit: str,
    between: tuple[float, float],
    source: str,
    en: tuple[str, str],
    da: tuple[str, str],
    grade: Grade = "assumption",
    reach: Reach = "municipal",
    neutral: float | None = None,
    varies: str = "",
    plausible: tuple[float, float] | None = None,
) -> Any:  # noqa: ANN401 - so that the annotation of the field decides
    """Declare a number, with its name and meaning in English and Danish.

    ``between`` is what is valid, ``plausible`` what is tried where the value matters but is not known; without it, half
    to double the default (:mod:`diffusion_sim.scenario.plausible`). ``neutral`` is the value at which the mechanism
    does nothing, bit for bit. ``varies`` names the parameter that holds its spread between municipalities (log-normal,
    mean kept); empty when all have the same.
    """
    if unit not in UNITS:
        message = f"the unit {unit!r} is not in diffusion_sim/mechanisms/declaring.py"
        raise ValueError(message)
    return Facts(default, unit, between, source, Words(*en), Words(*da), grade, reach, neutral, varies, plausible)


def choice(
    default: Any,  # noqa: ANN401 - a name, or names
    *,
    source: str,
    en: tuple[str, str],
    da: tuple[str, str],
    grade: Grade = "definition",
) -> Any:  # noqa: ANN401 - as above
    """Declare a name, a list of names or a file: its type says which are valid."""
    return Facts(default, "name", None, source, Words(*en), Words(*da), grade, "fixed", None, "", None)


class Claim(NamedTuple):
    """One claim of the report: what switches it off in the model, and where it is seen at work."""

    number: int
    """28 for R28."""
    page: str
    en: str
    da: str
    neutral: dict[str, Any]
    """Values at which it changes nothing, bit for bit; an empty list where the scenario lists none."""
    scenario: str
    """File in configs/scenarios (baseline: configs/baseline.toml) in which it is at work."""
    measure: str
    """Key of the measure that shows it best."""
    others: tuple[str, ...] = ()
    """Further scenarios."""
    uses: tuple[str, ...] = ()
    """Parameters that shape it, also beyond it; they keep their values where it is switched off."""


class Draw(NamedTuple):
    """A random choice of a mechanism: its stream, and the rest of the address at which it is drawn."""

    stream: int
    """One of :mod:`diffusion_sim.draws.streams`, or a number of its own that no other stream has."""
    what: str
    entity: str
    code: str
    ordinal: str


MemoryOf = Literal["municipality", "project"]
MEMORIES_OF: tuple[MemoryOf, ...] = get_args(MemoryOf)


class Memory(NamedTuple):
    """A number that a mechanism keeps from month to month; it begins at 0."""

    of: MemoryOf
    """Of each municipality, or of each problem that it works on: then it begins anew with each project."""
    name: str
    unit: str
    meaning: str


class Mechanism(NamedTuple):
    """What a mechanism is called, when it works, and what it stands for."""

    phase: Phase
    en: Words
    da: Words
    claims: tuple[Claim, ...] = ()
    """Of the report; each is declared by one mechanism."""
    supports: tuple[int, ...] = ()
    """Claims that other mechanisms declare and this one is part of."""
    draws: tuple[Draw, ...] = ()
    memories: tuple[Memory, ...] = ()
    moves: tuple[str, ...] = ()
    """Parameters that, where one is not 0, change something in every month, so that no month is passed over."""
