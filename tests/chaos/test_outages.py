"""Firestore goes away in the middle of everything, and comes back: clients recover, and nothing is lost or paid twice.

`CHAOS_OUTAGES` is how often (2 by default). What an outage is here, and what it is not: `tests.chaos.emulator`.
"""

import os
import random
import time

import pytest

from cli.suite import PROJECT
from tests.chaos.emulator import MortalFirestore
from tests.chaos.faults import Faults
from tests.chaos.fleet import Fleet
from tests.chaos.tally import tally
from tests.chaos.users import Users
from tests.chaos.vendor import Temper, Vendor

pytestmark = [
    pytest.mark.timeout(1800),
    # a listener whose stream breaks says so in a thread of its own, and the client opens another
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
]

_OUTAGES = int(os.environ.get("CHAOS_OUTAGES", "2"))
_SEED = int(os.environ.get("CHAOS_SEED", "1"))
_PROJECTS = 6


@pytest.fixture
def firestore(tmp_path, monkeypatch):
    with MortalFirestore(tmp_path) as emulator:
        monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", emulator.proxy.address)
        yield emulator


def test_an_outage_loses_nothing_and_pays_once(firestore, tmp_path):
    from google.cloud.firestore import Client

    client = Client(project=PROJECT)
    faults = Faults(_SEED, errors=0.005, crashes=0.002)
    vendors = [
        Vendor("ann", faults, Temper(silent=0.05, down=0.05, looks=1), can_find=True, slow=True),
        Vendor("bea", faults, Temper(), can_find=False, slow=False),
    ]
    with Fleet(client, tmp_path, faults, vendors, speed=5) as fleet:
        owners = {f"p{number}": f"user{number % 2}" for number in range(_PROJECTS)}
        for project_id, user in owners.items():
            fleet.project(project_id, scenes=2, user=user)
        users = Users(fleet, client, _SEED, owners)
        at_work = _go_through_outages(fleet, users, firestore)
        fleet.rest()
        fleet.check()
        fleet.finish(owners)
        fleet.check()
        _report(fleet, users, firestore, at_work)
    client.close()
    assert firestore.kills == _OUTAGES
    assert at_work > 0, "nothing was going on when Firestore went away"


def _go_through_outages(fleet: Fleet, users: Users, firestore: MortalFirestore) -> int:
    """Have work going on, and take Firestore away; gives how many events were being handled at those moments."""
    chance, at_work = random.Random(_SEED), 0
    while firestore.kills < _OUTAGES:
        for _ in range(chance.randint(30, 60)):
            users.act()
            time.sleep(0.1)
        fleet.sweep()
        time.sleep(chance.uniform(0.0, 1.0))
        at_work += fleet.post.busy
        firestore.outage(chance.uniform(0.0, 4.0))
        fleet.watch.restart()
    return at_work


def _report(fleet: Fleet, users: Users, firestore: MortalFirestore, at_work: int) -> None:
    tally(
        "Firestore killed",
        {
            "kills": firestore.kills,
            "connections cut": firestore.proxy.cut_connections,
            "events that were being handled then": at_work,
            "events delivered": fleet.post.delivered,
            "requests": users.requests,
            "jobs": len(fleet.watch.job_ids),
            "charges": sum(vendor.billed.total() for vendor in fleet.vendors),
            "charged twice": sum(times > 1 for vendor in fleet.vendors for times in vendor.billed.values()),
            "transactions given up": fleet.faulty.contended,
        },
    )
