"""How a rule is cut out of the code: what stands in its place does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Rule = Callable[..., Any]


class Cut(NamedTuple):
    """One function of the model, and what makes another of it that does nothing."""

    module: str
    name: str
    cut: Callable[[Rule], Rule]


def gives(result: float) -> Callable[[Rule], Rule]:
    """Always give the same."""
    return lambda _rule: lambda *_given: result


def passes(position: int) -> Callable[[Rule], Rule]:
    """Give back an argument as it came."""
    return lambda _rule: lambda *given: given[position]


def given(position: int, value: float) -> Callable[[Rule], Rule]:
    """Work on, with one argument at the value at which it does nothing."""
    return lambda rule: lambda *given: rule(*given[:position], value, *given[position + 1 :])


def given_in(position: int, **values: float) -> Callable[[Rule], Rule]:
    """Work on, with fields of one argument at values at which they do nothing."""

    def cut(rule: Rule) -> Rule:
        return lambda *given: rule(*given[:position], given[position]._replace(**values), *given[position + 1 :])

    return cut


def ends_with(**values: float) -> Callable[[Rule], Rule]:
    """Work on, with fields of the result at the values of doing nothing."""
    return lambda rule: lambda *given: rule(*given)._replace(**values)


def rule(name: str, cut: Callable[[Rule], Rule]) -> tuple[Cut, ...]:
    """Cut a rule, named by its file and itself."""
    module, function = name.split(".")
    return (Cut(f"diffusion_sim.mechanisms.{module}", function, cut),)


def step(name: str, cut: Callable[[Rule], Rule]) -> tuple[Cut, ...]:
    """Cut a step of the month, where a mechanism is one of those."""
    module, function = name.split(".")
    return (Cut(f"diffusion_sim.model.{module}", function, cut),)
