"""The dispatcher: publishes jobs that can run, up to the caps, in fair order.

One small document a size, `dispatch/{size}`, holds what is in flight. Jobs carry a `turn`, given at admission by
start-time fair queueing (Goyal et al. 1996): a user's jobs are numbered on from where the clock is, so a user with
one job waits for nobody's forty.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from pydantic import Field

from functions.engine.engine import Engine, job_path
from functions.stores.documents import Put, Transaction
from schemas.base import Model
from schemas.job import Advance, Job, Size

SIZES: tuple[Size, ...] = ("light", "media")


class InFlight(Model):
    """A job that was published and has not ended."""

    project_id: str
    slot: str
    user_id: str
    at: datetime


class Flights(Model):
    """What is in flight of one size, and the turn that was served last."""

    in_flight: dict[str, InFlight] = Field(default_factory=dict)
    turn: int = 0


def topic(size: Size) -> str:
    """Name of the Pub/Sub topic of a size."""
    return f"advance-{size}"


def flights_path(size: Size) -> str:
    """Path of the document of what is in flight."""
    return f"dispatch/{size}"


def dispatch(engine: Engine, *, release: Iterable[str] = ()) -> list[str]:
    """Take ended jobs out of flight and publish what can run now; gives the published job ids."""
    released = frozenset(release)
    return [job_id for size in SIZES for job_id in _dispatch_size(engine, size, released)]


def _dispatch_size(engine: Engine, size: Size, released: frozenset[str]) -> list[str]:
    cap = engine.limits.in_flight[size]
    waiting = [
        Job(**found.data)
        for found in engine.documents.query(
            "jobs",
            [("state", "==", "queued"), ("size", "==", size), ("needs", "==", [])],
            order_by="turn",
            limit=4 * cap + 16,
            group=True,
        )
        if found.id not in released
    ]
    if not waiting and not released:
        return []

    def choose(transaction: Transaction) -> tuple[list[Job], Flights]:
        found = transaction.get_all(flights_path(each) for each in SIZES)
        flown = {each: Flights(**found.get(flights_path(each), {})) for each in SIZES}
        before = flown[size]
        # a scene that is busy with a job of another size would only refuse this one
        elsewhere = [_flying(flights, released) for each, flights in flown.items() if each != size]
        busy = {(flight.project_id, flight.slot) for flights in elsewhere for flight in flights.values()}
        after, chosen = _choose(engine, size, before, waiting, released=released, busy=busy)
        if after != before:
            transaction.write(Put(flights_path(size), _data(after)))
        return chosen, after

    chosen, flights = engine.documents.transact(choose)
    projects = Counter(flight.project_id for flight in flights.in_flight.values())
    for job in chosen:
        message = Advance(project_id=job.project_id, job_id=job.job_id, progress_every=1.0 * projects[job.project_id])
        engine.queues.publish(topic(size), message.model_dump())
    return [job.job_id for job in chosen]


def _choose(
    engine: Engine,
    size: Size,
    before: Flights,
    waiting: list[Job],
    *,
    released: frozenset[str],
    busy: set[tuple[str, str]],
) -> tuple[Flights, list[Job]]:
    flights = _flying(before, released)
    slots = busy | {(flight.project_id, flight.slot) for flight in flights.values()}
    users = Counter(flight.user_id for flight in flights.values())
    cap, user_cap = engine.limits.in_flight[size], engine.limits.in_flight_per_user[size]
    now, turn, chosen = engine.now(), before.turn, []
    for job in waiting:
        if len(flights) >= cap:
            break
        if job.job_id in flights or (job.project_id, job.slot) in slots or users[job.user_id] >= user_cap:
            continue
        flights[job.job_id] = InFlight(project_id=job.project_id, slot=job.slot, user_id=job.user_id, at=now)
        slots.add((job.project_id, job.slot))
        users[job.user_id] += 1
        turn = max(turn, job.turn)
        chosen.append(job)
    return Flights(in_flight=flights, turn=turn), chosen


def _flying(flights: Flights, released: frozenset[str]) -> dict[str, InFlight]:
    return {job_id: flight for job_id, flight in flights.in_flight.items() if job_id not in released}


def clear_lost(engine: Engine) -> list[str]:
    """Take out of flight what has ended, and what was published but never claimed: its message was lost."""
    lost: list[str] = []
    for size in SIZES:
        flights = Flights(**(engine.documents.get(flights_path(size)) or {})).in_flight
        old = engine.now() - timedelta(seconds=engine.limits.unclaimed_seconds)
        suspects = {job_id: job_path(f.project_id, job_id) for job_id, f in flights.items() if f.at < old}
        jobs = engine.documents.get_all(suspects.values())
        for job_id, path in suspects.items():
            data = jobs.get(path)
            job = Job(**data) if data else None
            if job is None or job.state != "processing" or job.lease_until is None or job.lease_until < engine.now():
                lost.append(job_id)
    return lost


def next_turns(engine: Engine) -> int:
    """The turn that was served last, over all sizes: where a newcomer's numbering starts."""
    found = engine.documents.get_all(flights_path(size) for size in SIZES)
    return max((Flights(**data).turn for data in found.values()), default=0)


def _data(flights: Flights) -> dict[str, Any]:
    return flights.model_dump()
