"""The Firestore emulator with the rules, emptied for each test; and the table of what was measured."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from cli.suite import PROJECT, Endpoints

FULL = os.environ.get("LOAD") == "full"
"""`make load`; else a size that fits a test run."""
_RULES = Path(__file__).parents[2] / "firestore.rules"
_CANCELLED = 499
"""The emulator's answer when a listener of the test before goes away just then."""
_rows: list[tuple[str, str]] = []


@pytest.fixture
def figure() -> Any:
    """Note a figure for the table."""
    return lambda what, value: _rows.append((what, str(value)))


@pytest.fixture
def endpoints(firestore_endpoints: Endpoints) -> Iterator[Endpoints]:
    """An empty Firestore under the project's rules."""
    base = f"http://{firestore_endpoints['firestore']}/emulator/v1/projects/{PROJECT}"
    rules = {"rules": {"files": [{"name": "firestore.rules", "content": _RULES.read_text()}]}}
    answer = httpx.put(f"{base}:securityRules", json=rules, timeout=30)
    assert answer.status_code == httpx.codes.OK, answer.text
    for _ in range(5):
        answer = httpx.delete(f"{base}/databases/(default)/documents", timeout=60)
        if answer.status_code != _CANCELLED:
            break
    assert answer.status_code == httpx.codes.OK, answer.text
    yield firestore_endpoints


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the table."""
    if not _rows:
        return
    size = "full size" if FULL else "small size; `make load` runs the full one"
    terminalreporter.section(f"load ({size})")
    terminalreporter.write_line("| what | measured |")
    terminalreporter.write_line("|---|---|")
    for what, value in _rows:
        terminalreporter.write_line(f"| {what} | {value} |")
