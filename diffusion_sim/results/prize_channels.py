"""How much of what a prize does comes from each of its channels, and what is relabelled rather than added.

The prize is simulated in the same replications with each of the eight sets of its three channels switched on. Channels help and
hinder each other: what one does depends on which others are on, and neither "alone" nor "taken away" adds up. A channel's
share is therefore what it adds when channels are switched on one after the other, averaged over the six orders (Shapley
1953). This is the only split that adds up to the whole, treats channels alike, gives nothing to one that does nothing and
adds up over measures; both simpler numbers stand beside it, so that how much depends on the order can be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from diffusion_sim.files import csv_text, replace_text
from diffusion_sim.mechanisms.copycat_prize import CHANNELS
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.results.intervals import Interval, mean_interval
from diffusion_sim.results.measures import MODES, measure
from diffusion_sim.results.storage import CHANNELS as CHANNELS_FILE
from diffusion_sim.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from diffusion_sim.results.result import Result

Channels = frozenset[str]
Values = npt.NDArray[np.float64]
"""One number for each replication."""
NAMES = tuple(CHANNELS)
OTHER, SUM, WHOLE = "other", "sum", "whole"
"""What the policy changes with all channels off, as the prizes' money; all of these added up; the effect as it was simulated."""
IMPLEMENTED, REUSED = "implemented_per_year", "reused_per_year"
REWARDED, RELABELLED = "rewarded_per_year", "relabelled_per_year"
"""Implemented in the modes that may win; and how much of it takes the place of own development or of other modes."""
OF_ITS_OWN = (REUSED, REWARDED, RELABELLED)
"""What is no summary measure; its unit is that of what is implemented."""
SPLIT = (IMPLEMENTED, *OF_ITS_OWN, "value_total", "cost_million_dkk")
"""What is split."""


def sets_of(names: tuple[str, ...]) -> Iterator[Channels]:
    """Yield every set of channels, the empty one first."""
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))


def share_of(channel: str, effect: Callable[[Channels], Values]) -> Values:
    """Return what a channel adds, in each replication, averaged over all orders of switching on."""
    rest = tuple(name for name in NAMES if name != channel)
    total = np.zeros_like(effect(frozenset()))
    for others in sets_of(rest):
        orders = factorial(len(others)) * factorial(len(rest) - len(others)) / factorial(len(NAMES))
        total += orders * (effect(others | {channel}) - effect(others))
    return total


class Part(NamedTuple):
    """A part of an effect, replication by replication."""

    name: str
    share: Values
    alone: Values | None = None
    """What the channel adds to the policy with all channels off."""
    taken_away: Values | None = None
    """How the whole effect changes when this one channel is switched off."""


@dataclass(frozen=True, eq=False, repr=False)
class PrizeChannels:
    """A baseline, a policy with a prize, and the policy with each set of its channels, in the same replications."""

    baseline: Result
    by_channels: Mapping[Channels, Result]
    """The policy's results by the channels that are on; with all of them it is the policy itself."""

    def __post_init__(self) -> None:
        """Refuse results that were not run in the same replications."""
        _ = self._comparison.replications

    def __repr__(self) -> str:
        """Say in a line what is split."""
        return f"<PrizeChannels of {self.policy!r}>"

    @property
    def policy(self) -> Result:
        """The policy with all channels."""
        return self.by_channels[frozenset(NAMES)]

    @property
    def replications(self) -> tuple[int, ...]:
        """Numbers of the replications that are finished under all."""
        return self._comparison.replications

    @cached_property
    def _comparison(self) -> Comparison:
        return Comparison(self.baseline, tuple(self.by_channels.values()))

    def table(self) -> pd.DataFrame:
        """Return each measure's effect, split.

        Returns
        -------
        pandas.DataFrame
            Columns measure, label, unit, channel (incentive, recognition, visibility; other: what the policy changes with
            all of them off, as the prizes' money; sum; whole), difference, low, high (mean and 95 % interval over
            replications), percent (of the whole; missing where the whole may be nothing), alone, alone_low, alone_high,
            taken_away, taken_away_low, taken_away_high, replications.
        """
        return pd.DataFrame([row for key in SPLIT for row in self._rows(key)])

    def by_replication(self) -> pd.DataFrame:
        """Return measure and replication, and a column for each part of the effect."""
        frames = []
        for key in SPLIT:
            columns = {part.name: part.share for part in self._parts(key)}
            frames.append(pd.DataFrame({"measure": key, "replication": self.replications, **columns}))
        return pd.concat(frames, ignore_index=True)

    def _rows(self, key: str) -> Iterator[dict[str, Any]]:
        return rows_of(key, self._parts(key))

    def _parts(self, key: str) -> list[Part]:
        levels = {channels: self._measured(result) for channels, result in self.by_channels.items()}
        return parts_of(key, self._measured(self.baseline), levels, self.policy.context.scenario.prize.eligible_modes)

    def _measured(self, result: Result) -> pd.DataFrame:
        return result.measures.loc[list(self.replications)]


def parts_of(
    key: str, before: pd.DataFrame, by_channels: Mapping[Channels, pd.DataFrame], may_win: Sequence[str]
) -> list[Part]:
    """Return the channels, what is left, the sum of these, and the whole as it was simulated.

    Parameters
    ----------
    key
        What is split, one of ``SPLIT``.
    before, by_channels
        Measures (columns) by replication (rows) of the baseline, and of the policy with each set of its channels.
    may_win
        Modes that may win.
    """
    start, levels = _values(before, key, may_win), {on: _values(of, key, may_win) for on, of in by_channels.items()}
    none, every = frozenset[str](), frozenset(NAMES)
    parts = [
        Part(name, share_of(name, levels.__getitem__), levels[frozenset({name})] - levels[none],
             levels[every - {name}] - levels[every])
        for name in NAMES
    ]  # fmt: skip
    parts.append(Part(OTHER, levels[none] - start))
    parts.append(Part(SUM, np.sum([part.share for part in parts], axis=0)))
    return [*parts, Part(WHOLE, levels[every] - start)]


def rows_of(key: str, parts: Sequence[Part]) -> Iterator[dict[str, Any]]:
    """Yield a row of :meth:`PrizeChannels.table` for each part of an effect, the whole last."""
    whole = mean_interval(parts[-1].share)
    sure = whole.low > 0.0 or whole.high < 0.0
    told, known = words("en", "channels")["measures"], measure(key if key not in OF_ITS_OWN else IMPLEMENTED)
    for part in parts:
        share = mean_interval(part.share)
        yield {
            "measure": key, "label": told.get(key, known.label), "unit": known.unit, "channel": part.name,
            **_columns(share, "difference", ""),
            "percent": 100.0 * share.mean / whole.mean if sure else np.nan,
            **_columns(_interval(part.alone), "alone", "alone_"),
            **_columns(_interval(part.taken_away), "taken_away", "taken_away_"),
            "replications": share.known,
        }  # fmt: skip


def _values(of: pd.DataFrame, key: str, may_win: Sequence[str]) -> Values:
    """Return a measure's level; of what is relabelled, how much less is implemented in modes that may not win."""
    if key == REUSED:
        return _implemented(of, [mode for mode in MODES if mode != "own"])
    if key == REWARDED:
        return _implemented(of, may_win)
    if key == RELABELLED:
        return -_implemented(of, [mode for mode in MODES if mode not in may_win])
    return of[key].to_numpy(dtype=np.float64)


def save_channels(splits: Mapping[str, PrizeChannels], folder: Path) -> Path:
    """Write the tables of some policies, by name, into a folder; each row has scenarios, seed and version."""
    frames = []
    for name, one in splits.items():
        a, b = one.baseline.context, one.policy.context
        told = one.table().assign(
            scenario_hash=b.scenario_hash, baseline=a.scenario.name, baseline_hash=a.scenario_hash, seed=a.seed,
            version=a.version,
        )  # fmt: skip
        told.insert(0, "scenario", name)
        frames.append(told)
    replace_text(folder / CHANNELS_FILE, csv_text(pd.concat(frames, ignore_index=True)))
    return folder / CHANNELS_FILE


def _implemented(measures: pd.DataFrame, modes: Any) -> Values:  # noqa: ANN401 - names of modes
    return measures[[f"implemented_{mode}_per_year" for mode in modes]].to_numpy(dtype=np.float64).sum(axis=1)


def _interval(values: Values | None) -> Interval:
    return mean_interval([] if values is None else values)


def _columns(interval: Interval, mean: str, ends: str) -> dict[str, float]:
    return {mean: interval.mean, f"{ends}low": interval.low, f"{ends}high": interval.high}
