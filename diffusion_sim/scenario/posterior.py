"""Parameters that are not known but drawn: a posterior file, and what it gives to each replication.

The file is a CSV table with a row for each draw: ``draw``, ``weight``, then one column for each parameter by its key.
Lines that begin with ``#`` say where it comes from; one of them, ``# calibrated_at``, holds the values that the
calibrated scenario had, so that what another scenario sets on purpose can be told from what it merely took over.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.files import read_text
from diffusion_sim.scenario.declarations import declarations, value_of

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from diffusion_sim.scenario.declarations import Declaration
    from diffusion_sim.scenario.scenario import Scenario

SHIPPED = Path(__file__).with_name("posterior_baseline.csv")
"""Of the Danish baseline, from ``diffusion-sim calibrate configs/calibration/barometer.toml``."""
AGREEING = Path(__file__).with_name("agreeing_draws.csv")
"""Of all uncertain parameters of the Danish baseline, each draw for whole runs, from ``python docs/build_agreeing.py``."""
CALIBRATED_AT = "# calibrated_at "
_OWN_COLUMNS = ("draw", "weight")
_SAME_IN_ALL_REPLICATIONS = ("time", "network", "problems")


def may_be_drawn(declared: Declaration) -> bool:
    """Tell whether replications may differ in a parameter: numbers, but not what all replications must share."""
    return declared.kind in {"number", "whole number"} and declared.section not in _SAME_IN_ALL_REPLICATIONS


def rounded(values: Mapping[str, float]) -> dict[str, float]:
    """Return the values with whole numbers where a parameter wants them."""
    return {key: round(v) if declarations()[key].kind == "whole number" else v for key, v in values.items()}


@dataclass(frozen=True)
class Posterior:
    """Weighted draws of some parameters.

    Replication ``r`` of a seed takes the draw in which the address (seed, r) falls when the weights are laid end to
    end: the same one under every policy, for any number of replications or workers.
    """

    name: str
    keys: tuple[str, ...]
    draws: tuple[tuple[float, ...], ...]
    """A row for each draw, in the order of the keys."""
    weights: tuple[float, ...]
    calibrated_at: Mapping[str, float]
    digest: str = field(default="")
    """SHA-256 of the file."""

    def kept_by(self, scenario: Scenario) -> tuple[str, ...]:
        """Return the parameters that a scenario sets otherwise than the calibrated one: its own choice, not drawn."""
        return tuple(key for key in self.keys if value_of(scenario, key) != self.calibrated_at.get(key))

    def drawn_for(self, scenario: Scenario, seed: int, replication: int) -> dict[str, float]:
        """Return the values that one replication takes."""
        kept = self.kept_by(scenario)
        row = self.draws[self.row_of(seed, replication)]
        return rounded({key: value for key, value in zip(self.keys, row, strict=True) if key not in kept})

    def row_of(self, seed: int, replication: int) -> int:
        """Return the row of the table that one replication takes."""
        from diffusion_sim.draws.address import replication_share  # noqa: PLC0415 - compiled code, needed only here

        ends = list(accumulate(self.weights))
        return min(bisect_right(ends, replication_share(seed, replication) * ends[-1]), len(ends) - 1)


def load_posterior(path: str | os.PathLike[str] = SHIPPED, *, whole_runs: bool = False) -> Posterior:
    """Read a posterior file; without a path, the one that comes with the package.

    Parameters
    ----------
    path
        The file.
    whole_runs
        Whether a draw is for a whole run, and may hold what all its replications share.

    Raises
    ------
    InputError
        If it is not one, or a value in it is not valid.
    """
    file = Path(path)
    where = file.as_posix()
    text = read_text(file).replace("\r\n", "\n")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        rows = list(csv.reader(lines))
    except csv.Error as error:
        raise InputError(where, f"is not CSV: {error}") from None
    if len(rows) < 2 or tuple(rows[0][:2]) != _OWN_COLUMNS or len(rows[0]) < 3:  # noqa: PLR2004 - a head and a draw
        valid = "valid: posterior.csv from diffusion-sim calibrate, with columns draw, weight and parameters"
        raise InputError(where, "is not a posterior", valid)
    keys = tuple(rows[0][2:])
    _check_keys(keys, where, whole_runs=whole_runs)
    numbers = [_numbers(row, keys, f"{where}: draw {number}") for number, row in enumerate(rows[1:], 1)]
    weights = tuple(row[0] for row in numbers)
    if sum(weights) <= 0.0:
        raise InputError(f"{where}: weight", "is 0 in every row", "valid: one or more above 0")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Posterior(file.stem, keys, tuple(row[1:] for row in numbers), weights, _calibrated_at(text, where), digest)


def _check_keys(keys: tuple[str, ...], where: str, *, whole_runs: bool) -> None:
    for key in keys:
        if key not in declarations():
            raise InputError(f"{where}: {key}", "is not a parameter", did_you_mean(key, declarations()))
        if not whole_runs and not may_be_drawn(declarations()[key]):
            raise InputError(f"{where}: {key}", "cannot be drawn", "valid: a number outside time, network and problems")
    if len(set(keys)) < len(keys):
        raise InputError(where, "names a parameter twice")


def _numbers(row: list[str], keys: tuple[str, ...], where: str) -> tuple[float, ...]:
    """Return weight and values of a row, each checked."""
    if len(row) != len(keys) + len(_OWN_COLUMNS):
        raise InputError(where, f"has {len(row)} cells", f"valid: {len(keys) + len(_OWN_COLUMNS)}")
    values = [_number(cell, f"{where}, {key}") for cell, key in zip(row[1:], ("weight", *keys), strict=True)]
    if values[0] < 0.0:
        raise InputError(f"{where}, weight", f"found {values[0]:g}", "valid: 0 or more")
    for key, value in zip(keys, values[1:], strict=True):
        low, high = declarations()[key].low, declarations()[key].high
        if (low is not None and value < low) or (high is not None and value > high):
            raise InputError(f"{where}, {key}", f"found {value:g}", f"valid: {declarations()[key].range_text}")
    return tuple(values)


def _number(cell: str, where: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InputError(where, f"found {cell!r}", "valid: a number")
    return value


def _calibrated_at(text: str, where: str) -> dict[str, float]:
    for line in text.splitlines():
        if line.startswith(CALIBRATED_AT):
            try:
                return {str(key): float(value) for key, value in json.loads(line.removeprefix(CALIBRATED_AT)).items()}
            except (ValueError, AttributeError, TypeError, OverflowError, RecursionError):
                raise InputError(where, "has a damaged line # calibrated_at", "take it from the calibration") from None
    return {key: declared.default for key, declared in declarations().items() if may_be_drawn(declared)}
