"""The example of ``docs/pairing.md`` runs as it stands, and prints the numbers that stand beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
(EXAMPLE,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "pairing.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.slow
def test_the_example_prints_what_is_told_beside_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [float(number) for number in re.findall(r"^print\(.*: (\d\.\d+)$", EXAMPLE, re.MULTILINE)]
    monkeypatch.chdir(ROOT)
    exec(compile(EXAMPLE, "pairing.md", "exec"), {"__name__": "pairing"})
    assert len(told) == EXAMPLE.count("print(")
    assert [round(float(line), 3) for line in capsys.readouterr().out.split()] == told
