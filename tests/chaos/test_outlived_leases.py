"""A claim that outlives its lease is taken over; whatever it writes then is refused.

`CHAOS_TAKEOVERS` is how many (36 by default: each late write in each situation, once).
"""

import itertools
import os
from collections import Counter

import pytest

from tests.chaos.rivals import LATE_WRITES, MEANWHILE, Duel
from tests.chaos.tally import tally

pytestmark = pytest.mark.timeout(1800)

_TAKEOVERS = int(os.environ.get("CHAOS_TAKEOVERS", "36"))


def test_nothing_is_taken_from_a_claim_that_has_outlived_its_lease(firestore_client, tmp_path):
    counts: Counter[str] = Counter()
    pairs = itertools.cycle(itertools.product(LATE_WRITES, MEANWHILE))
    for number, (late, meanwhile) in zip(range(_TAKEOVERS), pairs, strict=False):
        duel = Duel(firestore_client, tmp_path, f"d{number}", late, meanwhile)
        duel.fight()
        what = f"{late} of a claim whose job is {meanwhile} by then"
        assert duel.accepted == [], what
        assert duel.refused, what
        assert duel.faults() == [], what
        counts.update(
            {
                "takeovers": 1,
                f"late {late} refused": 1,
                "stale writes refused": len(duel.refused),
                "stale writes accepted": len(duel.accepted),
                "calls to the vendor": duel.billed.total(),
                "charged twice": sum(times > 1 for times in duel.billed.values()),
            }
        )
    tally("leases outlived", counts)
    assert counts["takeovers"] == _TAKEOVERS
