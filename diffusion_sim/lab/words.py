"""What the page says, in English and in Danish: see ``words_en.toml`` and ``words_da.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diffusion_sim.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def _read(language: str) -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name(f"words_{language}.toml").read_text(encoding="utf-8"))


LANGUAGES: Final[dict[str, dict[str, str]]] = {language: _read(language) for language in ("en", "da")}


def hint(name: str, valid: Iterable[str], words: Mapping[str, str]) -> str:
    """Return the nearest valid names, in the page's words."""
    text = did_you_mean(name, valid)
    return text.replace("did you mean", words["mean"]).replace(" or ", words["or"]).replace("valid:", words["valid"])
