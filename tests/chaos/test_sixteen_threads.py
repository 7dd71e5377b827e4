"""Sixteen threads, one real Firestore, and everything that can go wrong between them.

`CHAOS_FAULTS` is how many faults are thrown before the calm (200 by default), `CHAOS_SEED` what they follow from; what
threads do with them differs from run to run.
"""

import os
import time

import pytest

from tests.chaos.faults import Faults
from tests.chaos.fleet import Fleet
from tests.chaos.tally import tally
from tests.chaos.users import Users
from tests.chaos.vendor import Temper, Vendor

pytestmark = pytest.mark.timeout(1800)

_FAULTS = int(os.environ.get("CHAOS_FAULTS", "200"))
_SEED = int(os.environ.get("CHAOS_SEED", "1"))
_PATIENCE_SECONDS = 1200.0
_PROJECTS = 8


def test_sixteen_threads_lose_nothing_and_pay_once(firestore_client, tmp_path):
    faults = Faults(_SEED, errors=0.02, crashes=0.006, pauses=0.01)
    vendors = [
        Vendor("ann", faults, Temper(busy=0.2, refuses=0.1, silent=0.1, down=0.1, looks=1), can_find=True, slow=True),
        Vendor("bea", faults, Temper(busy=0.1, refuses=0.05, silent=0.05, down=0.1), can_find=False, slow=False),
        Vendor("cid", faults, Temper(silent=0.05, down=0.05), can_find=True, slow=False),
    ]
    with Fleet(firestore_client, tmp_path, faults, vendors, speed=5) as fleet:
        owners = {f"p{number}": f"user{number % 3}" for number in range(_PROJECTS)}
        for number, (project_id, user) in enumerate(owners.items()):
            fleet.project(project_id, scenes=number % 4, user=user, mood=number % 3 > 0)
        users = Users(fleet, firestore_client, _SEED, owners)
        _until_enough(fleet, users, faults)
        thrown = faults.total
        fleet.rest()
        fleet.check()
        fleet.finish(owners)
        fleet.check()
        _report(fleet, users, faults)
    assert thrown >= _FAULTS


def _until_enough(fleet: Fleet, users: Users, faults: Faults) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    turn = 0
    while faults.total < _FAULTS:
        assert time.monotonic() < until, f"only {faults.total} faults in {_PATIENCE_SECONDS:.0f} s"
        turn += 1
        users.act()
        if turn % 10 == 0:
            if faults.happens("the clock jumps past all leases", 0.3):
                fleet.clock.jump(95)
            fleet.sweep()
            fleet.sweep()
        time.sleep(0.1)


def _report(fleet: Fleet, users: Users, faults: Faults) -> None:
    part = "emulator, 16 threads"
    attempts = fleet.faulty.attempts
    again = sum(count for tries, count in attempts.items() if tries > 1)
    tally(
        part,
        {
            **faults.by_kind(),
            "faults in all": faults.total,
            "requests": users.requests,
            "edits by clients": users.edits,
            "jobs": len(fleet.watch.job_ids),
            "events delivered": fleet.post.delivered,
            "changes seen by listeners": fleet.watch.changes,
            "charges": sum(vendor.billed.total() for vendor in fleet.vendors),
            "transactions": attempts.total(),
            "transactions run again": again,
            "transactions given up": fleet.faulty.contended,
            "transactions of more than 5 s": len(fleet.faulty.stalls),
        },
    )
