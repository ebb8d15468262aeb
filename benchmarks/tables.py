"""What was measured, as tables of Markdown."""

from __future__ import annotations

from typing import Any

SHOWN_WHOLE_FROM = 100
TITLES = {"si": "SI", "cascade": "Independent cascade", "threshold": "Threshold"}


def as_markdown(found: dict[str, Any]) -> str:
    """Return the tables."""
    parts = ["# Benchmarks", "", "By `python benchmarks/run.py`. " + _named(found["machine"])]
    parts += table("Both engines, one core each, same bytes", found["engines"])
    if "mechanisms" in found:
        parts += table("Every mechanism of the report at work, compiled engine, one core", found["mechanisms"])
    if "threads" in found:
        parts += table("One thread against two", [found["threads"]])
    if "sharing" in found:
        parts += table(
            "Policies that begin with the first reported year, alone and after a shared past", found["sharing"]
        )
    if "common_task" in found:
        parts += _common_task(found["common_task"])
        parts += ["", "Measured on: " + _named(found["measured_on"]["common_task"])]
    if "waits" in found:
        waits = [{"command": name, "seconds": seconds} for name, seconds in found["waits"].items()]
        parts += table("What a user waits for, in seconds", waits)
    if "sizes" in found:
        parts += table(
            "Larger synthetic countries, ten years, one replication and the one that follows", found["sizes"]
        )
    return "\n".join(parts) + "\n"


def _named(machine: dict[str, str]) -> str:
    return ", ".join(f"{key} {value}" for key, value in machine.items()) + "."


def _common_task(found: dict[str, Any]) -> list[str]:
    parts = ["", "## The common task", "", *found["what"]]
    if found["absent"]:
        parts += ["", "Not installed, so not measured: " + ", ".join(found["absent"]) + "."]
    for form, title in TITLES.items():
        rows = [{key: row[key] for key in row if key != "task"} for row in found["speeds"] if row["task"] == form]
        parts += table(title, rows, level=3)
    return parts + table("Against the targets", found["targets"], level=3)


def table(title: str, rows: list[dict[str, Any]], level: int = 2) -> list[str]:
    """Return a table of Markdown; its columns are the keys of the rows."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = ["", f"{'#' * level} {title}", "", " | ".join(["", *(c.replace("_", " ") for c in columns), ""]).strip()]
    lines.append("|" + "---|" * len(columns))
    return lines + [" | ".join(["", *(_text(row.get(column, "")) for column in columns), ""]).strip() for row in rows]


def _text(value: object) -> str:
    if not isinstance(value, float):
        return str(value)
    return f"{value:,.3g}" if value < SHOWN_WHOLE_FROM else f"{value:,.0f}"
