"""Fixtures that several tiers share: emulators that are started once a run."""

import pytest


@pytest.fixture(scope="session")
def firestore_endpoints():
    """A Firestore emulator of our own, for tests that need nothing else."""
    from cli.suite import Suite

    with Suite(only=["firestore"], port_block="free") as suite:
        yield suite.endpoints
