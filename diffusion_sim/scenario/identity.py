"""The identity of a scenario: equal for equal meaning, whoever wrote it and on whatever machine."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from diffusion_sim.scenario.files import with_contents

if TYPE_CHECKING:
    from collections.abc import Mapping

WITHOUT_MEANING = ("name", "description")
IN_ORDER = ("fields",)
"""Lists of names whose order counts (the policy fields are numbered); in all others it does not."""


def identity_of(table: Mapping[str, Any]) -> str:
    """Return the SHA-256 (64 hexadecimal digits) of a complete scenario, apart from its name and description."""
    meaning = {key: value for key, value in with_contents(table).items() if key not in WITHOUT_MEANING}
    text = json.dumps(_canonical(meaning), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def _canonical(value: Any, key: str = "") -> Any:  # noqa: ANN401 - whatever a scenario holds
    if isinstance(value, dict):
        return {name: _canonical(part, name) for name, part in value.items()}
    if isinstance(value, list):
        unordered = key not in IN_ORDER and all(isinstance(part, str) for part in value)
        return sorted(value) if unordered else [_canonical(part) for part in value]
    return value + 0.0 if isinstance(value, float) else value
