"""Picks out of the CLI's log the lines that tell a person what went wrong."""

import re
from collections.abc import Sequence

READY = "All emulators ready!"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_TELLING = re.compile(
    r"Error\b|ERROR|⬢|✖|port taken|is not open on|could not|Failed to|not found|has exited|Missing virtual environment"
)
_FUNCTIONS_FAILED = "Failed to load function definition from source"
_LOADED = re.compile(r"Loaded functions definitions from source: (.*)\.$", re.MULTILINE)
_MOST = 30


def clean(text: str) -> str:
    """The log without terminal colours."""
    return _COLOURS.sub("", text)


def functions_failed(log: str) -> bool:
    """Whether the functions did not load; the CLI goes on without them and calls itself ready."""
    return _FUNCTIONS_FAILED in log


def loaded_functions(log: str) -> tuple[str, ...]:
    """The names of the functions that were loaded, as the last such line of the log tells them."""
    found = _LOADED.findall(clean(log))
    return tuple(found[-1].split(", ")) if found else ()


def telling_lines(log: str) -> list[str]:
    """What to show of a failed start's log: Python's last traceback and the lines that speak of errors; at most 30."""
    lines = [line.rstrip() for line in clean(log).splitlines() if line.strip()]
    traceback = _last_traceback(lines)
    telling = [line for line in lines if _TELLING.search(line) and line not in traceback]
    chosen = [*traceback[-_MOST // 2 :], *dict.fromkeys(telling)]
    return chosen[:_MOST] or lines[-10:]


def _last_traceback(lines: Sequence[str]) -> list[str]:
    starts = [index for index, line in enumerate(lines) if line.startswith("Traceback (most recent call last)")]
    if not starts:
        return []
    first = starts[-1]
    for end in range(first + 1, len(lines)):
        if not lines[end].startswith(" "):  # the exception itself closes a traceback
            return list(lines[first : end + 1])
    return list(lines[first:])
