"""Reading a study from a folder with nodes.csv, edges.csv and adoptions.csv."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal
from unicodedata import normalize

import numpy as np

from diffusion_sim.country.csv_tables import DEFAULT_LAYER, place_of, read_records, tie_of
from diffusion_sim.country.outlines import read_outlines
from diffusion_sim.country.own_network import UserNetwork, merged_ties, place_codes
from diffusion_sim.errors import SHOWN_NAMES, DataError, InputError, did_you_mean
from diffusion_sim.observed.adoption_times import adoption_times, last_period_of
from diffusion_sim.observed.study import Study, place_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from os import PathLike

    from numpy.typing import NDArray

    from diffusion_sim.country.csv_tables import Record
    from diffusion_sim.country.outlines import Outline
    from diffusion_sim.country.places import Place, Tie


Direction = Literal["auto", "directed", "undirected"]
Weights = Literal["ignore", "use"]
DIRECTIONS = ("auto", "directed", "undirected")
WEIGHTS = ("ignore", "use")
MOST_CELLS = 50_000_000
LARGEST_RATIO = 1e12
GEOMETRY = ("geometry.geojson", "geometry.topojson", "geometry.json")
"""Names of the file with outlines, which may be missing."""


def load_study(
    folder: str | PathLike[str],
    *,
    innovation: str | None = None,
    layers: Sequence[str] = (),
    direction: Direction = "auto",
    weights: Weights = "ignore",
    period: str | None = None,
    last_period: int | str | None = None,
) -> Study:
    """Read who adopted an innovation when, and who is tied to whom.

    Parameters
    ----------
    folder
        Holds ``nodes.csv`` (column ``id``; any others), ``edges.csv`` (``source``, ``target``; if you like ``type`` or
        ``layer``, and ``weight``) and ``adoptions.csv`` (``id`` and ``time`` or ``date``: a number of
        periods, a four-digit year (1500-2199), YYYY-MM-DD, 15-11-2014, YYYY-MM, 2014M11, 2014-Q4 or 2014-W46, all in one
        way; blank or NA for one who had not adopted when watching ended; if you like ``innovation``). A place that
        is not in ``adoptions.csv`` was not watched. If there is a ``geometry.geojson`` or ``geometry.topojson``, its
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
    where = Path(folder)
    if not where.is_dir():
        raise DataError(str(where), "there is no such folder", "valid: a folder with nodes, edges and adoptions.csv")
    nodes = _records(where / "nodes.csv", ["id"])
    codes = place_codes((node.values["id"], node.where) for node in nodes)
    edges, said = _without_gephi_types(_records(where / "edges.csv", ["source", "target"]), direction)
    edges = _chosen_layers(edges, layers)
    adoptions = _of_innovation(_records(where / "adoptions.csv", ["id"]), innovation, where)
    times = adoption_times(adoptions, codes, period)
    if weights not in WEIGHTS:
        raise InputError("weights", f"found {weights!r}", f"valid: {', '.join(WEIGHTS)}")
    directed = _is_directed(edges, said)
    watched = [node for node in nodes if node.values["id"] in times.numbers]
    ids = tuple(node.values["id"] for node in watched)
    numbers = np.array([times.numbers[identity] for identity in ids])
    periods = last_period_of(last_period, numbers, times.clock)
    _refuse_too_large(len(ids), periods, where)
    ties = _matrix(edges, codes, ids, directed=directed)
    network = UserNetwork(
        tuple(sorted(place_of(node, node.values["id"], codes[node.values["id"]]) for node in nodes)),
        merged_ties(tie_of(edge, codes) for edge in edges),
    )
    outlines, without_outline = _outlines(where, network.places)
    return Study(
        name=where.as_posix(),
        innovation=adoptions[0].text(["innovation"], "innovation"),
        ids=ids,
        places=place_table(node.values for node in watched),
        ties=ties if weights == "use" else (ties > 0.0).astype(float),
        times=np.where(numbers <= periods, numbers, np.nan),
        periods=periods,
        first_period=times.clock.first_period,
        directed=directed,
        unobserved=tuple(node.values["id"] for node in nodes if node.values["id"] not in times.numbers),
        network=network,
        outlines=outlines,
        without_outline=without_outline,
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


def _refuse_too_large(places: int, periods: int, folder: Path) -> None:
    """Measures lay places out by periods; a slip in a time must not take the memory of the machine."""
    if places * periods > MOST_CELLS:
        found = f"{places:,} places in {periods:,} periods are {places * periods:,} cells"
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


def _of_innovation(adoptions: list[Record], innovation: str | None, folder: Path) -> list[Record]:
    innovation = None if innovation is None else normalize("NFC", innovation)
    names = list(dict.fromkeys(one.text(["innovation"], "innovation") for one in adoptions))
    if innovation is None and len(names) > 1:
        shown = ", ".join(names[:SHOWN_NAMES]) + (", ..." if len(names) > SHOWN_NAMES else "")
        raise InputError(f"{folder}: adoptions.csv", f"has {len(names)} innovations", f"name one: {shown}")
    if innovation is not None and innovation not in names:
        raise InputError("innovation", f"there is no {innovation!r}", did_you_mean(innovation, names))
    return [one for one in adoptions if innovation in {None, one.text(["innovation"], "innovation")}]


def _is_directed(edges: Iterable[Record], direction: str) -> bool:
    if direction not in DIRECTIONS:
        raise InputError("direction", f"found {direction!r}", f"valid: {', '.join(DIRECTIONS)}")
    given = {(_layer_of(edge), edge.values["source"], edge.values["target"]) for edge in edges}
    both_ways = any((layer, target, source) in given for layer, source, target in given if source != target)
    return direction == "directed" or (direction == "auto" and both_ways)


def _matrix(
    edges: Iterable[Record], codes: Mapping[str, int], ids: Sequence[str], *, directed: bool
) -> NDArray[np.float64]:
    """Return the weights of ties, those above 1 on a scale where the largest is 1 if sums could overflow."""
    row = {codes[identity]: index for index, identity in enumerate(ids)}
    ties = np.zeros((len(ids), len(ids)))
    each = [(edge, tie_of(edge, codes)) for edge in edges]  # refuses unknown ends, ties to itself, weights below 0
    scale = _scale(each)
    for edge, tie in each:
        source, target = (row.get(codes[edge.values[end]]) for end in ("source", "target"))
        if source is not None and target is not None:
            ties[source, target] += tie.weight / scale
            if not directed:
                ties[target, source] += tie.weight / scale
    return ties


def _scale(each: Sequence[tuple[Record, Tie]]) -> float:
    """Return 1, or the largest weight where sums of so large or small ones would lose digits."""
    small, large = (pick(each, key=lambda one: one[1].weight) for pick in (min, max))
    if large[1].weight / LARGEST_RATIO > small[1].weight:
        found = f"weights from {small[1].weight:g} ({small[0].position}) to {large[1].weight:g} ({large[0].position})"
        raise DataError(
            f"{large[0].where}, weight", found, f"valid: the largest at most {LARGEST_RATIO:g} times the least"
        )
    return large[1].weight if max(large[1].weight, 1 / small[1].weight) > LARGEST_RATIO else 1.0
