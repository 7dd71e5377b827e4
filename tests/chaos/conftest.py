"""A client of a real Firestore for each test, and the table of what a run of chaos has counted."""

from collections.abc import Iterator
from typing import Any

import pytest

from cli.suite import PROJECT, Endpoints
from tests.chaos.tally import table


def pytest_terminal_summary(terminalreporter: Any) -> None:
    lines = table()
    if lines:
        terminalreporter.section("chaos")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture
def firestore_client(firestore_endpoints: Endpoints, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The owner's client of an empty Firestore."""
    from google.cloud import firestore

    for name, value in firestore_endpoints.environment().items():
        monkeypatch.setenv(name, value)
    client = firestore.Client(project=PROJECT)
    empty(firestore_endpoints["firestore"])
    yield client
    client.close()


def empty(address: str) -> None:
    """Delete all documents of an emulator."""
    import httpx

    url = f"http://{address}/emulator/v1/projects/{PROJECT}/databases/(default)/documents"
    httpx.delete(url, timeout=60, trust_env=False).raise_for_status()
