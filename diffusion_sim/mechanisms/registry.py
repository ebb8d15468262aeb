"""All mechanisms, found by their files: an own file in this folder is all that a new one needs to be known everywhere."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from diffusion_sim.mechanisms.declaring import MEMORIES_OF, PHASES, Claim, Facts, Grade, Mechanism, Parameters, Reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import ModuleType


FRAMEWORK = ("declaring", "registry", "settings")
"""Files of this folder that hold no mechanism."""


class Declared(NamedTuple):
    """One mechanism as its file declares it."""

    file: str
    """Name of its file in this folder, without the ending."""
    mechanism: Mechanism
    parameters: tuple[type[Parameters], ...]


class Catalogued(NamedTuple):
    """One claim of the report, with the files that hold it: first the one that declares it."""

    claim: Claim
    files: tuple[str, ...]


@cache
def mechanisms() -> tuple[Declared, ...]:
    """Return every mechanism: by the phase of the month in which it works, then by the name of its file."""
    package = __name__.rpartition(".")[0]
    files = [found.name for found in iter_modules([str(Path(__file__).parent)]) if found.name not in FRAMEWORK]
    modules = [(file, import_module(f"{package}.{file}")) for file in files]
    declared = [Declared(file, module.MECHANISM, tuple(groups_in(module))) for file, module in modules]
    check(declared)
    return tuple(sorted(declared, key=lambda one: (PHASES.index(one.mechanism.phase), one.file)))


def check(declared: Sequence[Declared]) -> None:
    """Refuse what a mechanism declares wrongly, before anything is made of it.

    Raises
    ------
    ValueError
        With the file, what was found and what is valid.
    """
    taken: dict[tuple[str, str | int], str] = {}
    numbers = {f"{group.section}.{name}" for one in declared for group in one.parameters for name in group.declared()}
    for file, mechanism, groups in declared:
        _check_one_of(file, "phase", mechanism.phase, PHASES)
        for kept in mechanism.memories:
            _check_one_of(file, f"memory {kept.name!r}", kept.of, MEMORIES_OF)
            _check_free(taken, (f"memory of a {kept.of}", kept.name), file)
        for draw in mechanism.draws:
            if not 0 <= draw.stream < STREAMS:
                raise _wrong(file, f"draw of {draw.what}", f"stream {draw.stream}", f"0 to {STREAMS - 1}")
            _check_free(taken, ("stream", draw.stream), file)
        for group in groups:
            for name, (_, facts) in group.declared().items():
                _check_number(file, f"{group.section}.{name}", facts)
        if unknown := set(mechanism.moves) - numbers:
            raise _wrong(file, "moves", repr(unknown.pop()), "keys of parameters that mechanisms declare")


STREAMS = 2**8
"""Numbers of streams: an address holds eight bits of them."""


def _check_number(file: str, key: str, facts: Facts) -> None:
    _check_one_of(file, f"{key}, grade", facts.grade, get_args(Grade))
    _check_one_of(file, f"{key}, reach", facts.reach, get_args(Reach))
    if facts.between is None:
        return
    low, high = facts.between
    for what, values in (("neutral", (facts.neutral,)), ("plausible", facts.plausible or ())):
        for value in values:
            if value is not None and not low <= value <= high:
                raise _wrong(file, f"{key}, {what}", str(value), f"{low} to {high}")


def _check_free(taken: dict[tuple[str, str | int], str], thing: tuple[str, str | int], file: str) -> None:
    if thing in taken:
        kind, name = thing
        raise _wrong(file, kind, f"{name!r}, which mechanisms/{taken[thing]}.py has", "one that no mechanism has")
    taken[thing] = file


def _check_one_of(file: str, what: str, found: str, valid: tuple[str, ...]) -> None:
    if found not in valid:
        raise _wrong(file, what, repr(found), "one of " + ", ".join(map(repr, valid)))


def _wrong(file: str, what: str, found: str, valid: str) -> ValueError:
    return ValueError(f"mechanisms/{file}.py, {what}: found {found}; valid: {valid}")


def groups_in(module: ModuleType) -> Iterable[type[Parameters]]:
    """Yield the groups of parameters that a module declares, in its order."""
    for thing in vars(module).values():
        own = isinstance(thing, type) and issubclass(thing, Parameters) and thing.__module__ == module.__name__
        if own and thing.section:
            yield thing


class Section(NamedTuple):
    """One section of a scenario file, as one or more mechanisms declare it."""

    groups: tuple[type[Parameters], ...]
    parameters: dict[str, tuple[Any, Facts]]
    """Type and facts of each parameter, by name."""

    @property
    def owner(self) -> type[Parameters]:
        """The class that names the section and says what it is."""
        return next(group for group in self.groups if group.section_name)


def sections_of(groups: Iterable[type[Parameters]]) -> dict[str, Section]:
    """Return the sections that groups of parameters make up, in the order in which each is first met.

    Raises
    ------
    ValueError
        If two groups declare the same parameter, or none or several of a section name it in Danish.
    """
    found: dict[str, list[type[Parameters]]] = {}
    for group in groups:
        found.setdefault(group.section, []).append(group)
    return {section: _section(section, own) for section, own in found.items()}


def _section(section: str, groups: list[type[Parameters]]) -> Section:
    parameters: dict[str, tuple[Any, Facts]] = {}
    for group in groups:
        if twice := parameters.keys() & group.declared().keys():
            message = f"{group.__module__}.{group.__name__} declares {section}.{twice.pop()} once more"
            raise ValueError(message)
        parameters.update(group.declared())
    if len([group for group in groups if group.section_name]) != 1:
        names = ", ".join(group.__name__ for group in groups)
        message = f"one of {names} has to name the section {section} in Danish, with da="
        raise ValueError(message)
    return Section(tuple(groups), parameters)


@cache
def claims() -> tuple[Catalogued, ...]:
    """Return every claim of the report that a mechanism stands for, in the order of their numbers."""
    found = []
    for one in mechanisms():
        for claim in one.mechanism.claims:
            others = [other.file for other in mechanisms() if claim.number in other.mechanism.supports]
            found.append(Catalogued(claim, (one.file, *others)))
    return tuple(sorted(found, key=lambda one: one.claim.number))


def memories(of: str) -> tuple[str, ...]:
    """Return the names of all memories of municipalities, or of projects, in the order in which they are kept."""
    return tuple(kept.name for one in mechanisms() for kept in one.mechanism.memories if kept.of == of)


def place_of_memory(of: str, name: str) -> int:
    """Return the column in which a memory is kept."""
    return memories(of).index(name)


def moving_parameters() -> tuple[str, ...]:
    """Return the parameters that change something in every month where they are not 0."""
    return tuple(key for one in mechanisms() for key in one.mechanism.moves)
