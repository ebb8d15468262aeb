"""How to make the results of a report again: the scenarios as files, and the command."""

from __future__ import annotations

import base64
import re
import shlex
from typing import TYPE_CHECKING, Any, NamedTuple

from diffusion_sim.scenario.posterior import SHIPPED
from diffusion_sim.scenario.toml_text import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class ScenarioFile(NamedTuple):
    """A scenario to be saved by the reader."""

    file_name: str
    text: str
    """The complete scenario as TOML."""

    @property
    def address(self) -> str:
        """The text as an address that a browser downloads without asking anybody."""
        return "data:application/toml;base64," + base64.b64encode(self.text.encode()).decode()


def scenario_files(names: Sequence[str], scenarios: Sequence[Mapping[str, Any]]) -> tuple[ScenarioFile, ...]:
    """Return each scenario as a file, under a name of its own."""
    return tuple(_files(names, scenarios))


def _files(names: Sequence[str], scenarios: Sequence[Mapping[str, Any]]) -> Iterator[ScenarioFile]:
    taken: set[str] = set()
    for name, scenario in zip(names, scenarios, strict=True):
        stem = re.sub(r"[^\w-]+", "_", name).strip("_")[:60] or "scenario"
        while stem in taken:
            stem += "_2"
        taken.add(stem)
        content = {key: value for key, value in scenario.items() if value != []} | {"name": name}
        yield ScenarioFile(f"{stem}.toml", toml_document(content))


def repeating_command(run: Mapping[str, Any], files: Sequence[ScenarioFile]) -> str:
    """Return the command that makes the results again, from the scenarios saved in the working directory."""
    verb = "run" if len(files) == 1 else "compare"
    names = " ".join(shlex.quote(file.file_name) for file in files)
    command = f"diffusion-sim {verb} {names} --replications {run['replications']} --seed {run['seed']}"
    posterior = str(run.get("posterior", {}).get("name", ""))
    if not posterior:
        return command
    return f"{command} --posterior" + ("" if posterior == SHIPPED.stem else f" {shlex.quote(posterior)}.csv")
