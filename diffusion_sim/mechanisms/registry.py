"""All mechanisms, found by their files: an own file in this folder is all that a new one needs to be known everywhere."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, NamedTuple

from diffusion_sim.mechanisms.declaring import PHASES, Claim, Facts, Mechanism, Parameters

if TYPE_CHECKING:
    from collections.abc import Iterable
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
    return tuple(sorted(declared, key=lambda one: (PHASES.index(one.mechanism.phase), one.file)))


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
