"""Record hashes: of new scenario files only, or with ``--anew`` of all, after a change that is meant to change results.

python tests/hashes/write_hashes.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from hashes import runs  # noqa: E402 - the path comes first; likewise below
from hashes.content import Hashes  # noqa: E402
from hashes.renamed import SCENARIOS  # noqa: E402

RECORDED = HERE / "recorded.json"


def main(before: dict[str, dict[str, Hashes]]) -> None:
    whole, shortened = before["whole"], before["shortened"]
    names = {name: SCENARIOS.get(name, name) for name in runs.FILES}
    recorded = {
        "whole": {old: whole.get(old) or runs.whole(name) for name, old in names.items()},
        "shortened": {name: shortened.get(name) or runs.shortened_mesa(name) for name in runs.SHORTENED},
    }
    lines = json.dumps(recorded, indent=1).replace('",\n    ', '", ')
    RECORDED.write_text(lines + "\n", encoding="utf-8")


if __name__ == "__main__":
    anew = "--anew" in sys.argv
    main({"whole": {}, "shortened": {}} if anew else json.loads(RECORDED.read_text(encoding="utf-8")))
