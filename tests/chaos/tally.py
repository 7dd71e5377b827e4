"""What a run has counted, for the table at its end."""

from collections.abc import Mapping

_COUNTS: dict[str, dict[str, float]] = {}


def tally(part: str, counts: Mapping[str, float]) -> None:
    """Add to what a part has counted."""
    known = _COUNTS.setdefault(part, {})
    for name, count in counts.items():
        known[name] = known.get(name, 0) + count


def table() -> list[str]:
    """The counts of all parts, a line each, as a Markdown table."""
    if not _COUNTS:
        return []
    lines = ["| part | what | count |", "|---|---|---|"]
    for part, counts in _COUNTS.items():
        lines += [f"| {part} | {name} | {count:g} |" for name, count in counts.items()]
    return lines
