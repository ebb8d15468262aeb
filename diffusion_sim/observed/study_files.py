"""Reading a study from a folder with nodes.csv, edges.csv and adoptions.csv."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple
from unicodedata import normalize

import numpy as np
from scipy.sparse import csr_array

from diffusion_sim.country.csv_tables import DEFAULT_LAYER, place_of, read_records, tie_of
from diffusion_sim.country.outlines import read_outlines
from diffusion_sim.country.own_network import UserNetwork, merged_ties, place_codes
from diffusion_sim.errors import SHOWN_NAMES, DataError, InputError, did_you_mean
from diffusion_sim.observed.adoption_times import SHOWN, adoption_times, is_missing, last_period_of
from diffusion_sim.observed.study import Study, place_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from os import PathLike

    from numpy.typing import NDArray

    from diffusion_sim.country.csv_tables import Record
    from diffusion_sim.country.outlines import Outline
    from diffusion_sim.country.places import Place, Tie
    from diffusion_sim.observed.adoption_times import AdoptionTimes, Clock


Direction = Literal["auto", "directed", "undirected"]
Weights = Literal["ignore", "use"]
Unlisted = Literal["never", "unwatched"]
DIRECTIONS = ("auto", "directed", "undirected")
WEIGHTS = ("ignore", "use")
UNLISTED = ("never", "unwatched")
MOST_CELLS = 50_000_000
LARGEST_RATIO = 1e12
GEOMETRY = ("geometry.geojson", "geometry.topojson", "geometry.json")
"""Names of the file with outlines, which may be missing."""


def load_study(  # noqa: PLR0913 - one argument for each option
    folder: str | PathLike[str],
    *,
    innovation: str | None = None,
    layers: Sequence[str] = (),
    direction: Direction = "auto",
    weights: Weights = "ignore",
    period: str | None = None,
    last_period: int | str | None = None,
    unlisted: Unlisted | None = None,
) -> Study:
    """Read who adopted an innovation when, and who is tied to whom.

    Parameters
    ----------
    folder
        Holds ``nodes.csv`` (column ``id``; any others), ``edges.csv`` (``source``, ``target``; if you like ``type`` or
        ``layer``, and ``weight``) and ``adoptions.csv`` (``id`` and ``time`` or ``date``: a number of
        periods, a four-digit year (1500-2199), YYYY-MM-DD, 15-11-2014, YYYY-MM, 2014M11, 2014-Q4 or 2014-W46, all in one
        way; blank or NA for one who had not adopted when watching ended; if you like ``innovation``, ``watched_from`` and
        ``watched_to``, the first and last time at which the place was watched, and ``stopped``, when it discontinued).
        Columns ``from`` and ``to`` of ``edges.csv`` say when a tie began and ended, the last time included. If there is a ``geometry.geojson`` or ``geometry.topojson``, its
        outlines are matched with the places by id or name.
    innovation
        Which one, if there are several.
    layers
        Only ties of these types; all if empty.
    direction
        ``directed``: the source looks at the target, not the other way round. ``auto``: directed if some pair stands
        there both ways on one layer.
    weights
        ``use``: a tie counts by its weight in exposures, thresholds and Moran's I; weights of repeated ties add up.
        ``ignore``: every tie counts once (netdiffuseR's default).
    period
        ``day``, ``week``, ``month``, ``quarter`` or ``year``: the length of a period where times are dates; months for
        days, and as they are written for others, if left out. A week counts for the month of its Thursday.
    last_period
        When watching ended: a number of periods, or a year or a date (``"2012-06"``) where the study has such times; the
        last adoption if left out. From 1500 on a whole number is a year, to the end of which a study with dates was
        watched.

    Raises
    ------
    DataError
        A file cannot be read or contradicts itself; the sentence names file and line.
    InputError
        An argument cannot be used.
    """
    studies = load_studies(
        folder, innovation=innovation, layers=layers, direction=direction, weights=weights, period=period,
        last_period=last_period, unlisted=unlisted,
    )  # fmt: skip
    if len(studies) > 1:
        names = [one.innovation for one in studies]
        shown = ", ".join(names[:SHOWN_NAMES]) + (", ..." if len(names) > SHOWN_NAMES else "")
        raise InputError(f"{folder}: adoptions.csv", f"has {len(names)} innovations", f"name one: {shown}")
    return studies[0]


def load_studies(  # noqa: PLR0913 - as above
    folder: str | PathLike[str],
    *,
    innovation: str | None = None,
    layers: Sequence[str] = (),
    direction: Direction = "auto",
    weights: Weights = "ignore",
    period: str | None = None,
    last_period: int | str | None = None,
    unlisted: Unlisted | None = None,
) -> tuple[Study, ...]:
    """Read every innovation of a folder, or one, over one network; see :func:`load_study`.

    Returns
    -------
    tuple of Study
        In the order in which the file names the innovations. Each counts its periods from its own beginning.
    """
    where = Path(folder)
    if not where.is_dir():
        raise DataError(str(where), "there is no such folder", "valid: a folder with nodes, edges and adoptions.csv")
    if weights not in WEIGHTS:
        raise InputError("weights", f"found {weights!r}", f"valid: {', '.join(WEIGHTS)}")
    nodes = _records(where / "nodes.csv", ["id"])
    codes = place_codes((node.values["id"], node.where) for node in nodes)
    edges, said = _without_gephi_types(_records(where / "edges.csv", ["source", "target"]), direction)
    edges = _chosen_layers(edges, layers)
    adoptions = _records(where / "adoptions.csv", ["id"])
    directed = _is_directed(edges, said)
    network = UserNetwork(
        tuple(sorted(place_of(node, node.values["id"], codes[node.values["id"]]) for node in nodes)),
        merged_ties(tie_of(edge, codes) for edge in edges),
    )
    outlines, without_outline = _outlines(where, network.places)
    times = {
        name: adoption_times(lines, codes, period) for name, lines in _by_innovation(adoptions, innovation).items()
    }
    watch_all = _counts_unlisted(adoptions, len(nodes), unlisted, where)
    each = [(edge, tie_of(edge, codes)) for edge in edges]  # refuses unknown ends, ties to itself
    shared = _Shared(where, nodes, each, directed, weights, codes, network, outlines, without_outline, watch_all)
    studies = tuple(_study(name, of_one, shared, last_period) for name, of_one in times.items())
    _refuse_too_large(studies, where)
    return studies


class _Shared(NamedTuple):
    """What all innovations of a folder have in common."""

    folder: Path
    nodes: list[Record]
    edges: list[tuple[Record, Tie]]
    directed: bool
    weights: Weights
    codes: Mapping[str, int]
    network: UserNetwork
    outlines: tuple[Outline, ...]
    without_outline: str
    watch_all: bool


def _study(name: str, times: AdoptionTimes, shared: _Shared, last_period: int | str | None) -> Study:
    watched = [node for node in shared.nodes if shared.watch_all or node.values["id"] in times.numbers]
    ids = tuple(node.values["id"] for node in watched)
    numbers, stopped = (np.array([of.get(one, np.nan) for one in ids]) for of in (times.numbers, times.stopped))
    seen = max([1.0, *times.leave.values(), *times.stopped.values()])
    periods = last_period_of(last_period, numbers, times.clock, seen)
    entry = np.array([times.entry.get(one, 1.0) for one in ids])
    leave = np.minimum(np.array([times.leave.get(one, float(periods)) for one in ids]), periods)
    ties, spells = _ties(shared, ids, times.clock, periods)
    return Study(
        name=shared.folder.as_posix(),
        innovation=name,
        ids=ids,
        places=place_table(node.values for node in watched),
        ties=ties,
        spells=spells,
        times=np.where(numbers <= periods, numbers, np.nan),
        stopped=np.where(stopped <= periods, stopped, np.nan),
        entry=entry,
        leave=leave,
        periods=periods,
        first_period=times.clock.first_period,
        start=times.start,
        directed=shared.directed,
        unobserved=tuple(one for one in shared.codes if one not in set(ids)),
        network=shared.network,
        outlines=shared.outlines,
        without_outline=shared.without_outline,
    )


def _records(path: Path, needed: Sequence[str]) -> list[Record]:
    """Read a file; letters such as å are one character however they were typed (macOS writes two)."""
    return [
        one._replace(values={normalize("NFC", key): normalize("NFC", text) for key, text in one.values.items()})
        for one in read_records(path, needed)
    ]


def _outlines(folder: Path, places: Sequence[Place]) -> tuple[tuple[Outline, ...], str]:
    """Return what the file with outlines shows, and what it leaves out; nothing where there is none."""
    given = [folder / name for name in GEOMETRY if (folder / name).is_file()]
    return read_outlines(given[0], places) if given else ((), "")


def _refuse_too_large(studies: Sequence[Study], folder: Path) -> None:
    """Measures lay places out by periods; a slip in a time must not take the memory of the machine."""
    cells = sum(len(one.ids) * one.periods for one in studies)
    if cells > MOST_CELLS:
        places, periods = len(studies[0].ids), max(one.periods for one in studies)
        found = f"{places:,} places in {periods:,} periods are {cells:,} cells"
        raise DataError(f"{folder}: adoptions.csv", found, f"valid: {MOST_CELLS:,} at most; choose a longer period")


def _layer_of(edge: Record) -> str:
    return edge.text(["layer", "type"], DEFAULT_LAYER)


def _without_gephi_types(edges: list[Record], direction: str) -> tuple[list[Record], str]:
    """Obey a column ``type`` that says Directed or Undirected, as Gephi writes it: it names no layer."""
    said = {edge.values.get("type", "").casefold() for edge in edges}
    if not said <= {"directed", "undirected"}:
        return edges, direction
    if len(said) > 1:
        raise DataError(f"{edges[0].file}, type", "some ties are Directed and others Undirected", "give all in one way")
    plain = [edge._replace(values={k: v for k, v in edge.values.items() if k != "type"}) for edge in edges]
    return plain, said.pop() if direction == "auto" else direction


def _chosen_layers(edges: list[Record], layers: Sequence[str]) -> list[Record]:
    known = {_layer_of(edge) for edge in edges}
    for layer in layers:
        if layer not in known:
            raise InputError("layer", f"there is no type of tie {layer!r}", did_you_mean(layer, known))
    return [edge for edge in edges if not layers or _layer_of(edge) in layers]


def _counts_unlisted(adoptions: list[Record], places: int, unlisted: Unlisted | None, folder: Path) -> bool:
    """Return whether places that are not listed had not adopted; refuse to guess where only adopters are listed."""
    if unlisted not in {None, *UNLISTED}:
        raise InputError("unlisted", f"found {unlisted!r}", f"valid: {', '.join(UNLISTED)}")
    listed: dict[str, set[str]] = {}
    for one in adoptions:
        listed.setdefault(one.text(["innovation"], "innovation"), set()).add(one.values["id"])
    missing = max(places - len(ids) for ids in listed.values())
    only_adopters = all(not is_missing(one.text(["time", "date"], "")) for one in adoptions)
    if unlisted is None and only_adopters and missing > 0:
        found = f"lists adopters only, and leaves out up to {missing} of {places} places"
        valid = "say --unlisted never (they had not adopted when watching ended) or --unlisted unwatched"
        raise InputError(f"{folder}: adoptions.csv", found, valid)
    return unlisted == "never"


def _by_innovation(adoptions: list[Record], innovation: str | None) -> dict[str, list[Record]]:
    """Return the lines of each innovation, or of the one that is named."""
    groups: dict[str, list[Record]] = {}
    for one in adoptions:
        groups.setdefault(one.text(["innovation"], "innovation"), []).append(one)
    if innovation is None:
        return groups
    name = normalize("NFC", innovation)
    if name not in groups:
        raise InputError("innovation", f"there is no {name!r}", did_you_mean(name, list(groups)))
    return {name: groups[name]}


def _is_directed(edges: Iterable[Record], direction: str) -> bool:
    if direction not in DIRECTIONS:
        raise InputError("direction", f"found {direction!r}", f"valid: {', '.join(DIRECTIONS)}")
    given = {(_layer_of(edge), edge.values["source"], edge.values["target"]) for edge in edges}
    both_ways = any((layer, target, source) in given for layer, source, target in given if source != target)
    return direction == "directed" or (direction == "auto" and both_ways)


def _ties(
    shared: _Shared, ids: Sequence[str], clock: Clock, periods: int
) -> tuple[csr_array, tuple[tuple[int, csr_array], ...]]:
    """Return all ties that ever were, and where ties come or go those of each span of periods."""
    row = {identity: index for index, identity in enumerate(ids)}
    scale = _scale(shared.edges)
    inside = [
        (edge, tie) for edge, tie in shared.edges if edge.values["source"] in row and edge.values["target"] in row
    ]
    ends = np.array([[row[edge.values[end]] for end in ("source", "target")] for edge, _ in inside], dtype=int)
    weight = np.array([tie.weight / scale for _, tie in inside])
    spell = np.array([_spell(edge, clock) for edge, _ in inside]).reshape(-1, 2)
    ends = ends.reshape(-1, 2)
    if not shared.directed:
        ends, weight, spell = np.vstack([ends, ends[:, ::-1]]), np.tile(weight, 2), np.tile(spell, (2, 1))

    def matrix(chosen: NDArray[np.bool_]) -> csr_array:
        ties = csr_array((weight[chosen], (ends[chosen, 0], ends[chosen, 1])), shape=(len(ids), len(ids)))
        if shared.weights == "ignore":
            ties.data[:] = 1.0
        return ties

    firsts = sorted({1.0, *spell[:, 0], *(spell[:, 1] + 1)} & set(range(1, periods + 1))) if spell.size else [1.0]
    spells = tuple((int(at), matrix((spell[:, 0] <= at) & (at <= spell[:, 1]))) for at in firsts)
    return matrix(np.ones(len(weight), dtype=bool)), spells if np.isfinite(spell).any() else ()


def _spell(edge: Record, clock: Clock) -> tuple[float, float]:
    """Return the first and last period of a tie; without ends where they are not given."""
    found = []
    for name, open_end in (("from", -np.inf), ("to", np.inf)):
        text = edge.text([name], "")
        period = None if is_missing(text) else clock.period_of(text, begin=name == "from")
        if period is None and not is_missing(text):
            raise DataError(f"{edge.where}, {name}", f"found {text[:SHOWN]!r}", "valid: a time as in adoptions.csv")
        found.append(open_end if period is None else float(period))
    if found[0] > found[1]:
        raise DataError(edge.where, "the tie ends before it begins", "give the first time in from, the last in to")
    return found[0], found[1]


def _scale(each: Sequence[tuple[Record, Tie]]) -> float:
    """Return 1, or the largest weight where sums of so large or small ones would lose digits."""
    small, large = (pick(each, key=lambda one: one[1].weight) for pick in (min, max))
    if large[1].weight / LARGEST_RATIO > small[1].weight:
        found = f"weights from {small[1].weight:g} ({small[0].position}) to {large[1].weight:g} ({large[0].position})"
        raise DataError(
            f"{large[0].where}, weight", found, f"valid: the largest at most {LARGEST_RATIO:g} times the least"
        )
    return large[1].weight if max(large[1].weight, 1 / small[1].weight) > LARGEST_RATIO else 1.0
