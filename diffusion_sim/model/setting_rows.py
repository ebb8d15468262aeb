"""Settings as a row of numbers, and back into the tuples that rules take.

Written by `python docs/build.py` from the parameters that mechanisms declare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_type_hints

from diffusion_sim.jit import inlined
from diffusion_sim.mechanisms.settings import (
    SECTIONS,
    Agenda,
    Appraisal,
    Awareness,
    Budget,
    Capacity,
    Cliff,
    Costs,
    Enthusiasts,
    Evaluation,
    External,
    Funding,
    Ideas,
    Implementation,
    Leadership,
    Operation,
    Politics,
    Portal,
    Prize,
    Problems,
    Recognition,
    Settings,
    Sharing,
    Size,
    Solutions,
    Sparring,
    Training,
    Traits,
    Trials,
    Wicked,
    Work,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Row = npt.NDArray[np.float64]

COLUMNS = tuple(f"{section}.{name}" for section, kind in SECTIONS.items() for name in kind._fields)
"""Column of the row for each parameter."""
KINDS = tuple(number for kind in SECTIONS.values() for number in get_type_hints(kind).values())
"""What each number is."""


@inlined
def enthusiasts_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `enthusiasts`."""
    return Enthusiasts(row[0], row[1], row[2], row[3])


@inlined
def traits_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `traits`."""
    return Traits(row[4], row[5], row[6], row[7], row[8], row[9], row[10], row[11])


@inlined
def leadership_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `leadership`."""
    return Leadership(row[12], row[13], row[14])


@inlined
def capacity_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `capacity`."""
    return Capacity(row[15], int(row[16]))


@inlined
def size_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `size`."""
    return Size(row[17])


@inlined
def solutions_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `solutions`."""
    return Solutions(row[18], row[19], row[20], row[21], row[22], row[23])


@inlined
def external_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `external`."""
    return External(row[24], row[25], row[26], row[27])


@inlined
def politics_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `politics`."""
    return Politics(row[28], row[29], row[30], row[31], row[32])


@inlined
def problems_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `problems`."""
    return Problems(int(row[33]), row[34])


@inlined
def agenda_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `agenda`."""
    return Agenda(row[35], int(row[36]))


@inlined
def training_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `training`."""
    return Training(row[37], row[38], row[39])


@inlined
def awareness_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `awareness`."""
    return Awareness(row[40], row[41], row[42], row[43])


@inlined
def portal_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `portal`."""
    return Portal(row[44], row[45], row[46])


@inlined
def appraisal_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `appraisal`."""
    return Appraisal(
        row[47],
        row[48],
        row[49],
        int(row[50]),
        row[51],
        row[52],
        row[53],
        row[54],
        row[55],
        row[56],
        row[57],
        row[58],
        row[59],
        row[60],
        row[61],
        row[62],
        row[63],
        row[64],
        row[65],
        row[66],
        row[67],
        row[68],
        row[69],
    )


@inlined
def ideas_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `ideas`."""
    return Ideas(row[70])


@inlined
def sharing_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `sharing`."""
    return Sharing(row[71], row[72], row[73])


@inlined
def recognition_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `recognition`."""
    return Recognition(row[74], row[75])


@inlined
def sparring_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `sparring`."""
    return Sparring(row[76])


@inlined
def costs_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `costs`."""
    return Costs(row[77], row[78], row[79], row[80], row[81], row[82])


@inlined
def budget_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `budget`."""
    return Budget(row[83], row[84], row[85])


@inlined
def funding_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `funding`."""
    return Funding(
        row[86], row[87], row[88], row[89], row[90], row[91], row[92], int(row[93]), int(row[94]), int(row[95]), row[96]
    )


@inlined
def implementation_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `implementation`."""
    return Implementation(row[97], row[98], row[99], row[100], row[101], row[102])


@inlined
def work_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `work`."""
    return Work(row[103], row[104])


@inlined
def evaluation_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `evaluation`."""
    return Evaluation(row[105], row[106], row[107], row[108])


@inlined
def trials_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `trials`."""
    return Trials(row[109])


@inlined
def wicked_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `wicked`."""
    return Wicked(row[110], row[111])


@inlined
def operation_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `operation`."""
    return Operation(row[112])


@inlined
def prize_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `prize`."""
    return Prize(int(row[113]), row[114], row[115], row[116], row[117], row[118], row[119], row[120], row[121])


@inlined
def cliff_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return the numbers of section `cliff`."""
    return Cliff(row[122], row[123], row[124])


def settings_of(row: Row) -> Settings:
    """Return all that rules may read, in Python."""
    numbers = iter([kind(value) for kind, value in zip(KINDS, row.tolist(), strict=True)])
    return Settings(*(kind(*(next(numbers) for _ in kind._fields)) for kind in SECTIONS.values()))
