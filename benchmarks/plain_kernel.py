"""The plain C kernel, compiled by gcc when it is first asked for: curve, step of adoption and source of each node."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

SOURCE = Path(__file__).with_name("plain_kernel.c")
FLAGS = ["-O3", "-ffp-contract=off", "-shared", "-fPIC"]
FORMS = ("si", "cascade", "threshold")
_WHOLES = np.ctypeslib.ndpointer(np.int32, flags="C_CONTIGUOUS")


class Task(ctypes.Structure):
    """What the kernel simulates; see ``plain_kernel.c``."""

    _fields_ = (
        *((name, ctypes.c_int32) for name in ("nodes", "steps", "first_adopters", "form")),
        ("parameter", ctypes.c_double),
        ("innovation", ctypes.c_uint64),
        ("first", ctypes.c_void_p),
        ("neighbours", ctypes.c_void_p),
    )


class Runs(NamedTuple):
    """What it keeps: users after each step; step of adoption (0: first adopter, -1: never) and source by node."""

    curves: np.ndarray
    adopted: np.ndarray
    sources: np.ndarray


class PlainKernel:
    """One kind of contagion on one graph."""

    def __init__(self, form: str, parameter: float, innovation: int, neighbours: list[list[int]], steps: int) -> None:
        self.first = np.cumsum([0, *map(len, neighbours)]).astype(np.int32)
        self.neighbours = np.array([other for others in neighbours for other in others], dtype=np.int32)
        self.task = Task(len(neighbours), steps, 5, FORMS.index(form), parameter, innovation,
                         self.first.ctypes.data, self.neighbours.ctypes.data)  # fmt: skip
        self.call = library().replicate_all

    def run(self, seed: int, replications: int) -> Runs:
        """Simulate replications 0 to n - 1 of a seed."""
        nodes, places = self.task.nodes, self.task.steps + 1
        runs = Runs(*(np.empty((replications, columns), dtype=np.int32) for columns in (places, nodes, nodes)))
        self.call(ctypes.byref(self.task), seed, replications, *runs)
        return runs


def has_compiler() -> bool:
    """Tell whether gcc is there."""
    return shutil.which("gcc") is not None


@cache
def library() -> ctypes.CDLL:
    """Compile the kernel and load it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plain_kernel.so"
        subprocess.run([str(shutil.which("gcc")), *FLAGS, str(SOURCE), "-o", str(path), "-lm"], check=True)
        loaded = ctypes.CDLL(str(path))
    loaded.replicate_all.argtypes = (ctypes.POINTER(Task), ctypes.c_uint64, ctypes.c_int32, _WHOLES, _WHOLES, _WHOLES)
    loaded.replicate_all.restype = None
    return loaded
