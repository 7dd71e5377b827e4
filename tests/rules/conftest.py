"""The real rules engine: Firestore's emulator with `firestore.rules`."""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from cli.suite import Suite
from tests.rules.world import PROJECT, World, world_at

CANCELLED = 499
"""The emulator's answer when a listener of the test before goes away just then."""
ATTEMPTS = 5
RULES = Path(__file__).parents[2] / "firestore.rules"


def _load_rules(host: str) -> None:
    """Put the rules into force for our project; an error in them is an error here."""
    body = {"rules": {"files": [{"name": "firestore.rules", "content": RULES.read_text()}]}}
    answer = httpx.put(f"http://{host}/emulator/v1/projects/{PROJECT}:securityRules", json=body, timeout=30)
    assert answer.status_code == 200, answer.text


@pytest.fixture(scope="package")
def host() -> Iterator[str]:
    """The emulator's address. One that is already running is used, under a project id that is only for these tests."""
    running = os.environ.get("FIRESTORE_EMULATOR_HOST")
    if running:
        _load_rules(running)
        yield running
        return
    with Suite(only=["firestore"], port_block="free") as suite:
        _load_rules(suite.endpoints["firestore"])
        yield suite.endpoints["firestore"]


@pytest.fixture(scope="package")
def people(host: str) -> World:
    return world_at(host)


@pytest.fixture
def world(host: str, people: World) -> World:
    """Everybody, before an empty database."""
    address = f"http://{host}/emulator/v1/projects/{PROJECT}/databases/(default)/documents"
    for _ in range(ATTEMPTS):
        answer = httpx.delete(address, timeout=30)
        if answer.status_code != CANCELLED:
            break
    assert answer.status_code == 200, answer.text
    return people
