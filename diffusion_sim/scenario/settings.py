"""``KEY=VALUE`` as it is typed on a command line."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import InputError
from diffusion_sim.scenario.declarations import declarations

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN_TEXTS = ("name", "description")
TEXT_KINDS = ("text", "month", "file")


def parse_settings(settings: Iterable[str], where: str) -> dict[str, Any]:
    """Return keys and values; a later setting of a key replaces an earlier one."""
    return dict(_parse_setting(setting, where) for setting in settings)


def _parse_setting(setting: str, where: str) -> tuple[str, Any]:
    key, equals, text = setting.partition("=")
    if not equals or not key.strip():
        raise InputError(where, f'found "{setting}"', "valid: KEY=VALUE, as appraisal.nih_bias=0.5")
    return key.strip(), _parse_value(key.strip(), text.strip())


def _parse_value(key: str, text: str) -> Any:  # noqa: ANN401 - what TOML gives
    """Read a value as TOML; where a text is wanted, quotes may be left out, since shells eat them."""
    value = _as_toml(text)
    declaration = declarations().get(key)
    kind = declaration.kind if declaration else ""
    if kind in TEXT_KINDS or key in PLAIN_TEXTS:
        return value if isinstance(value, str) else text
    if kind == "texts" and not isinstance(value, list):
        names = (value if isinstance(value, str) else text).split(",")
        return [name.strip() for name in names if name.strip()]
    return text if value is None else value


def _as_toml(text: str) -> Any:  # noqa: ANN401 - as above
    try:
        table = tomllib.loads(f"value = {text}")
    except tomllib.TOMLDecodeError:
        return None
    return table["value"] if len(table) == 1 else None
