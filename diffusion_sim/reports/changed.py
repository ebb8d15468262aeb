"""A ready-made scenario with values of the user's own: what it is called and what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from diffusion_sim.plots.words import ComparisonWords


class ChangedScenario(NamedTuple):
    """What is said of a scenario in the language of a page."""

    title: str
    note: str = ""
    """What the description does not tell, leading to the list."""
    changes: tuple[str, ...] = ()
    """Each with its value."""

    def in_figures(self, words: ComparisonWords, name: str) -> ComparisonWords:
        """Return the words of figures that call a scenario so; ``name`` is what the results call it."""
        told = words._replace(titles={**words.titles, name: self.title})
        if not self.changes:
            return told
        listed = f"{self.title} ({'; '.join(self.changes)}). "
        return told._replace(
            title=f"{words.title}: {self.title}", caption=listed + words.caption,
            overview=words.overview.replace("{name}", self.title),
            overview_elsewhere=words.overview_elsewhere.replace("{name}", self.title),
            overview_caption=listed + words.overview_caption,
        )  # fmt: skip
