"""All text that a user reads, one file a language; code asks here and holds no sentence of its own.

>>> words("da", "languages")["en"]
'engelsk'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.words.da import DANISH
from diffusion_sim.words.en import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping

    Group = Mapping[str, Any]
    """Text by key: a sentence, a tuple of them, or a table of these"""

LANGUAGES: Final[Mapping[str, Mapping[str, Group]]] = {"en": ENGLISH, "da": DANISH}

_DANISH_SEPARATORS = str.maketrans(",.", ".,")


def exchanged(number: str, language: str) -> str:
    """Return a number written in English with the separators of a language."""
    return number.translate(_DANISH_SEPARATORS) if language == "da" else number


def words(language: str, group: str) -> Group:
    """Return the texts of one area in a language.

    Parameters
    ----------
    language
        ``en`` or ``da``.
    group
        The area, e.g. ``story``.

    Raises
    ------
    InputError
        If there is no such language.
    """
    if language not in LANGUAGES:
        raise InputError("language", f'"{language}" is not one', did_you_mean(language, LANGUAGES))
    return LANGUAGES[language][group]


def say(language: str, group: str, key: str, **values: object) -> str:
    """Return a sentence of an area with its places filled in."""
    sentence: str = words(language, group)[key]
    return sentence.format(**values)
