"""Everything that is wrong with a scenario, said at once and in at most three lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_LINES = 3


class ScenarioError(InputError):
    """Several problems of one scenario; ``problems`` has them all, the message the first ones.

    ``where``, ``found`` and ``valid`` are those of the first problem.
    """

    def __init__(self, problems: Sequence[InputError]) -> None:
        first = problems[0]
        super().__init__(first.where, first.found, first.valid)
        self.problems = tuple(problems)
        self.args = (_lines(self.problems),)

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[Sequence[InputError]]]:  # type: ignore[override]
        """Survive the way back from a worker process."""
        return type(self), (self.problems,)


def refuse(problems: Sequence[InputError]) -> None:
    """Raise what is wrong; return when nothing is."""
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise ScenarioError(problems)


def _lines(problems: Sequence[InputError]) -> str:
    shown = [str(problem) for problem in problems]
    if len(shown) > MOST_LINES:
        rest = len(shown) - MOST_LINES + 1
        shown = [*shown[: MOST_LINES - 1], f"... and {rest} more problems"]
    return "\n".join(shown)
