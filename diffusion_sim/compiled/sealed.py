"""Files of compiled code that are sealed by a checksum: machine code that a disk has damaged must never be run."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path
from typing import Any

from numba.core.caching import IndexDataCacheFile

SEAL_BYTES = hashlib.sha256().digest_size


class DamagedError(Exception):
    """A file of compiled code is not what was written."""


class SealedFiles(IndexDataCacheFile):  # type: ignore[misc]
    """Numba's index and data files; each datum ends with the checksum of what comes before."""

    def _dump(self, obj: object) -> bytes:
        content: bytes = super()._dump(obj)
        return content + hashlib.sha256(content).digest()

    def _load_data(self, name: str) -> Any:  # noqa: ANN401 - numba's own payload
        sealed = Path(self._data_path(name)).read_bytes()
        content, seal = sealed[:-SEAL_BYTES], sealed[-SEAL_BYTES:]
        if hashlib.sha256(content).digest() != seal:
            raise DamagedError(name)
        return pickle.loads(content)  # noqa: S301 - written by this user's own run, and sealed
