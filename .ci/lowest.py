"""Print the lowest version of each dependency that pyproject.toml allows, as constraints for pip."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BOUND = re.compile(r"(?P<name>[\w.-]+)(\[\w+\])?>=(?P<lowest>[\w.]+)")
declared = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
for bound in filter(None, map(BOUND.match, declared)):
    print(f"{bound['name']}=={bound['lowest']}")
