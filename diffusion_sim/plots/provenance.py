"""Where a figure comes from: printed under it and written into its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.plots.names import shown
from diffusion_sim.plots.words import ENGLISH, FooterWords

if TYPE_CHECKING:
    from diffusion_sim.results.paired import Comparison
    from diffusion_sim.results.result import Result

_HASH_DIGITS, _NAME_LETTERS = 12, 90


class Provenance(NamedTuple):
    """What is needed to make the figure again."""

    scenarios: tuple[tuple[str, str], ...]
    """Name and full hash of each scenario shown."""
    seed: int
    replications: int
    version: str
    words: FooterWords = ENGLISH.footer

    @property
    def footer(self) -> str:
        """The line under a figure."""
        named = " | ".join(f"{shown(name, _NAME_LETTERS)} ({digest[:_HASH_DIGITS]})" for name, digest in self.scenarios)
        many = self.words.replication if self.replications == 1 else self.words.replications
        word = self.words.scenario if len(self.scenarios) == 1 else self.words.scenarios
        made = f"diffusion-sim {self.version}, {self.words.seed} {self.seed}, {self.replications} {many}"
        return f"{word}: {named}\n{made}; {self.words.disclaimer}."

    def png_metadata(self, title: str) -> dict[str, str]:
        """Return text chunks for a PNG file."""
        return {
            "Title": title,
            "Software": f"diffusion-sim {self.version}",
            "Description": self._description(title),
            "Scenario hash": " ".join(digest for _, digest in self.scenarios),
            "Seed": str(self.seed),
            "Replications": str(self.replications),
        }

    def svg_metadata(self, title: str) -> dict[str, str | list[str] | None]:
        """Return Dublin Core terms for an SVG file; no date, so that the same figure is the same file."""
        return {
            "Title": title,
            "Creator": f"diffusion-sim {self.version}",
            "Description": self._description(title),
            "Identifier": " ".join(digest for _, digest in self.scenarios),
            "Date": None,
        }

    def pdf_metadata(self, title: str) -> dict[str, str | None]:
        """Return the entries of a PDF file's information; no date, so that the same figure is the same file."""
        return {
            "Title": title,
            "Creator": f"diffusion-sim {self.version}",
            "Subject": self._description(title),
            "Keywords": " ".join(digest for _, digest in self.scenarios),
            "CreationDate": None,
        }

    def _description(self, title: str) -> str:
        return f"{title}. {' '.join(self.footer.splitlines())}"


def of_result(result: Result, words: FooterWords = ENGLISH.footer) -> Provenance:
    """Return the provenance of a figure of one scenario."""
    context = result.context
    scenarios = ((context.title, context.scenario_hash),)
    return Provenance(scenarios, context.seed, len(result.records), context.version, words)


def of_comparison(comparison: Comparison, words: FooterWords = ENGLISH.footer) -> Provenance:
    """Return the provenance of a figure of several scenarios."""
    context = comparison.baseline.context
    names = (context.title, *comparison.names)
    hashes = [result.context.scenario_hash for result in (comparison.baseline, *comparison.others)]
    scenarios = tuple(zip(names, hashes, strict=True))
    return Provenance(scenarios, context.seed, len(comparison.replications), context.version, words)
