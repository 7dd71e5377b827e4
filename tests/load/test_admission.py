"""A burst of one user's requests: cheap, counted, turned away past the quota, none lost, none left pending."""

import dataclasses
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

from cli.suite import PROJECT
from functions.engine.admission import admit
from functions.engine.engine import Engine, Limits
from functions.engine.sweep import sweep
from functions.stores.documents import Usage, usage
from functions.stores.firestore import FirestoreDocuments
from functions.stores.memory import MemoryQueues
from schemas import limits
from schemas.request import Request
from tests.kit.world import World
from tests.load.commit_log import Server
from tests.load.conftest import FULL
from tests.load.stage import lay

REQUESTS = 100 if FULL else 40
THREADS = 16
QUOTA = limits.DAILY_QUOTA["free"]


def test_a_burst_of_requests_is_answered_to_the_last(endpoints: Any, tmp_path: Any, figure: Any) -> None:
    server = Server(PROJECT, endpoints["firestore"])
    documents, world = FirestoreDocuments(server), World(tmp_path)
    engine = dataclasses.replace(
        world.engine,
        documents=documents,
        queues=MemoryQueues(),
        now=lambda: datetime.now(UTC),
        limits=Limits(default_plan="free"),
    )
    names = [f"p{number}" for number in range(REQUESTS)]
    for name in names:
        lay(documents, world, name, user="ann", scenes=1)

    chance = random.Random(11)
    lost = set(chance.sample(names, REQUESTS // 10))
    events = [name for name in names if name not in lost] + chance.sample(names, REQUESTS // 5)
    chance.shuffle(events)
    with ThreadPoolExecutor(THREADS) as pool:
        spent = list(pool.map(lambda name: _admit(engine, name), events))
    later = dataclasses.replace(engine, now=lambda: datetime.now(UTC) + timedelta(minutes=2))
    swept = sweep(later)["requests_never_admitted"]

    answers = [Request(**(documents.get(f"projects/{name}/requests/r1") or {})) for name in names]
    states = Counter((answer.status, answer.code) for answer in answers)
    usage_doc = documents.get("usage/ann") or {}
    figure(
        f"{REQUESTS} requests of one user at once, quota {QUOTA}: accepted, turned away, pending",
        f"{states['accepted', None]}, {states['rejected', 'quota_exceeded']}, {states['pending', None]}",
    )
    figure(
        "commits, reads of each admission",
        f"{sum(s.commits for s in spent) / len(spent):.1f}, {sum(s.reads for s in spent) / len(spent):.1f}",
    )
    assert states == {("accepted", None): QUOTA, ("rejected", "quota_exceeded"): REQUESTS - QUOTA}
    assert usage_doc["requests"] == QUOTA
    assert swept >= 1, "an event was lost"
    assert all(answer.suggested_action for answer in answers if answer.status == "rejected")
    assert sum(s.commits for s in spent) <= 1.2 * len(events)
    jobs = [snapshot for name in names for snapshot in documents.query(f"projects/{name}/jobs")]
    assert {snapshot.path.split("/")[1] for snapshot in jobs} == {
        name for name, answer in zip(names, answers, strict=True) if answer.status == "accepted"
    }


def _admit(engine: Engine, name: str) -> Usage:
    counted = Usage()
    usage.set(counted)
    admit(engine, name, "r1")
    return counted
