"""What a run answers: tables, measures with intervals, comparison in the same replications, storage, stories."""

from __future__ import annotations
