"""The dispatcher: publishes jobs that can run, up to the caps, in fair order.

One small document, `dispatch/flights`, holds what is in flight. A place that is free goes to the user who has the
fewest jobs at work, and of their projects to the one that has the fewest; then to the job with the smallest `turn`.
Turns are given at admission by start-time fair queueing (Goyal et al. 1996): the jobs of a request are numbered on from
where the clock is, so that what begins late waits for nobody's forty. A job that waits for a provider is not in flight;
when its time has come, it goes before new ones. A provider with a limit of its own counts them too: what it works on
holds one of its places until it ends.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from pydantic import Field, ValidationError

from functions.engine import life
from functions.engine.dead_letters import bury_document
from functions.engine.engine import Engine, job_path, slot_path
from functions.stores.documents import Data, Snapshot
from schemas.base import Model
from schemas.job import Advance, Job, Size
from schemas.project import Kind

SIZES: tuple[Size, ...] = ("light", "media")
FLIGHTS_PATH = "dispatch/flights"
_WINDOWS = (24, 240)
"""How many waiting jobs are looked at in one query; the second, when none of the first could go."""
_ROUNDS = 3
"""How often one looks past those whose jobs fill the window."""
_CROWD = 10
"""Users that one query can leave out; Firestore's limit."""
_NOBODY = ""
"""The id of no user: a query has to leave somebody out."""


class InFlight(Model):
    """A job that was published and has not ended."""

    project_id: str
    slot: str
    size: Size
    user_id: str
    provider: str | None = None
    """Who makes it, where that is a provider with a limit."""
    at: datetime
    since: datetime | None = None
    """When it was first published, of the times in a row that nobody has claimed it."""


class AtProvider(Model):
    """A job that a provider with a limit works on, while nothing of ours does."""

    project_id: str
    user_id: str
    provider: str


class Flights(Model):
    """What is in flight, what providers with a limit work on, and the turn that was served last."""

    in_flight: dict[str, InFlight] = Field(default_factory=dict)
    at_providers: dict[str, AtProvider] = Field(default_factory=dict)
    turn: int = 0


def topic(size: Size) -> str:
    """Name of the Pub/Sub topic of a size."""
    return f"advance-{size}"


def dispatch(
    engine: Engine, *, release: Iterable[str] = (), waits: Iterable[Job] = (), at_hand: Iterable[Job] = ()
) -> list[str]:
    """Take jobs out of flight that have ended, or that wait, and publish what can run now; gives the published job ids.

    `waits` are those of the released jobs that have not ended: a provider may be at work on them. `at_hand` are jobs
    that are due, if somebody knows of them already.
    """
    released, still, known = frozenset(release), tuple(waits), tuple(at_hand)
    flights = Flights.model_validate(engine.documents.get(FLIGHTS_PATH) or {})
    tally = _Tally(engine, _landed(engine, flights, released, still))
    for window in _WINDOWS:
        found = [*_due(engine, window), *(job for size in SIZES for job in _runnable(engine, tally, size, window))]
        waiting = list({job.job_id: job for job in (*known, *found)}.values())
        if not waiting and not released:
            return []
        chosen = _fly(engine, waiting, released, still)
        if chosen or len(found) < window:
            return chosen
    return []


def _due(engine: Engine, window: int) -> list[Job]:
    """Jobs in work whose time has come: to look at a provider again, to try again, or because a function was lost."""
    now = engine.now()

    def find(crowd: list[str]) -> list[Snapshot]:
        return engine.documents.query(
            "jobs",
            [("state", "==", "processing"), ("next_at", "<=", now), ("user_id", "not-in", crowd)],
            order_by="next_at",
            limit=window,
            group=True,
        )

    return list(_past_crowds(engine, find, window, []))


def _runnable(engine: Engine, tally: "_Tally", size: Size, window: int) -> list[Job]:
    """New jobs that need nothing any more. Those for whom there is no place are not looked at, so they hide nobody."""
    if tally.is_full(size):
        return []

    def find(crowd: list[str]) -> list[Snapshot]:
        return engine.documents.query(
            "jobs",
            [("state", "==", "queued"), ("size", "==", size), ("needs", "==", []), ("user_id", "not-in", crowd)],
            order_by="turn",
            limit=window,
            group=True,
        )

    def find_kind(crowd: list[str], kind: Kind) -> list[Snapshot]:
        return engine.documents.query(
            "jobs",
            [("state", "==", "queued"), ("kind", "==", kind), ("needs", "==", []), ("user_id", "not-in", crowd)],
            order_by="turn",
            limit=window,
            group=True,
        )

    full, crowd = tally.full_kinds(), tally.full_users(size)
    if not full:
        return list(_past_crowds(engine, find, window, crowd))
    kinds = [kind for kind, step in engine.steps.items() if step.size == size and kind not in full]
    return [job for kind in kinds for job in _past_crowds(engine, partial(find_kind, kind=kind), window, crowd)]


def _past_crowds(
    engine: Engine, find: Callable[[list[str]], list[Snapshot]], window: int, crowd: list[str]
) -> Iterator[Job]:
    """What a query finds; where it fills the window, also what it finds of others than those whose jobs fill it."""
    seen = Counter[str](dict.fromkeys(crowd, window))
    for _ in range(_ROUNDS):
        found = find([user for user, _ in seen.most_common(_CROWD)] or [_NOBODY])
        yield from read_jobs(engine, found)
        if len(found) < window:
            return
        seen.update(str(snapshot.data.get("user_id")) for snapshot in found)


def read_jobs(engine: Engine, found: list[Snapshot]) -> list[Job]:
    """Read jobs; one that cannot be read becomes a dead letter, and holds up nobody else."""
    jobs = []
    for snapshot in found:
        try:
            jobs.append(Job.model_validate(snapshot.data))
        except ValidationError as error:
            engine.log("job_reading_failed", {"path": snapshot.path, "error": str(error)})
            bury_document(engine, snapshot.path, error)
    return jobs


def _fly(engine: Engine, waiting: list[Job], released: frozenset[str], waits: Iterable[Job]) -> list[str]:
    free: set[str] = set()

    def body(data: Data) -> tuple[Data, tuple[list[Job], Flights]]:
        before = Flights.model_validate(data)
        after, chosen = _choose_free(engine, _landed(engine, before, released, waits), waiting, free)
        for job in chosen:
            after.in_flight[job.job_id] = _sent_again(
                job, before.in_flight.get(job.job_id), after.in_flight[job.job_id]
            )
        return (_data(after) if after != before else data), (chosen, after)

    # every end of a job comes through here: locks on this one document stalled the emulator for 25 s at a time
    chosen, flights = engine.documents.swap(FLIGHTS_PATH, body)
    projects = Counter(flight.project_id for flight in flights.in_flight.values())
    for job in chosen:
        message = Advance(project_id=job.project_id, job_id=job.job_id, progress_every=1.0 * projects[job.project_id])
        engine.queues.publish(topic(job.size), message.model_dump())
    return [job.job_id for job in chosen]


def _sent_again(job: Job, before: InFlight | None, flight: InFlight) -> InFlight:
    unheard = before is not None and before.since is not None and job.updated_at <= before.since
    return flight.model_copy(update={"since": before.since if before and unheard else flight.at})


def _landed(engine: Engine, flights: Flights, released: frozenset[str], waits: Iterable[Job]) -> Flights:
    """What is in flight, and at providers, without the released jobs."""
    at_providers = {job_id: at for job_id, at in flights.at_providers.items() if job_id not in released}
    for job in waits:
        provider = limited_provider(engine, job) if is_at_provider(job) else None
        if provider is not None:
            at_providers[job.job_id] = AtProvider(project_id=job.project_id, user_id=job.user_id, provider=provider)
    in_flight = {job_id: flight for job_id, flight in flights.in_flight.items() if job_id not in released}
    return flights.model_copy(update={"in_flight": in_flight, "at_providers": at_providers})


def is_at_provider(job: Job) -> bool:
    """Whether a provider has, or may have, the work of a job that has not ended."""
    return job.state == "processing" and life.is_owed(job)


def limited_provider(engine: Engine, job: Job) -> str | None:
    """The provider that has the job, else the one whose turn it is; None when it has no limit, or is none."""
    if not engine.limits.in_flight_per_provider or not engine.steps[job.kind].provided:
        return None
    chain = engine.chain_of(job)
    following = chain[job.provider_index] if job.provider_index < len(chain) else None
    provider = job.provider if is_at_provider(job) else following
    return provider if provider in engine.limits.in_flight_per_provider else None


def _choose_free(engine: Engine, before: Flights, waiting: list[Job], free: set[str]) -> tuple[Flights, list[Job]]:
    """Choose, and choose again without those whose scene turns out to be busy: they would only be refused.

    `free` are scenes that were found free before; those found now are added.
    """
    busy: set[str] = set()
    while True:
        able = [job for job in waiting if job.state == "processing" or _slot(job) not in busy]
        after, chosen = _choose(engine, before, able)
        unknown = {_slot(job) for job in chosen if job.state == "queued"} - free
        if not unknown:
            return after, chosen
        if busy:  # there may be many more: one look at all of them
            unknown = {_slot(job) for job in able if job.state == "queued"} - free
        found = engine.documents.get_all(sorted(unknown))
        newly = {path for path in unknown if found.get(path, {}).get("current") is not None}
        busy |= newly
        free |= unknown - newly


def _choose(engine: Engine, before: Flights, waiting: list[Job]) -> tuple[Flights, list[Job]]:
    """Give each place that is free to whoever has the fewest; what is in work goes before what is new."""
    tally, chosen, turn = _Tally(engine, before), list[Job](), before.turn
    order = {job.job_id: index for index, job in enumerate(waiting)}
    ready = waiting
    while ready := [job for job in ready if tally.has_room(job)]:  # room only shrinks
        job = min(ready, key=lambda job: (job.state == "queued", *tally.served(job), job.turn, order[job.job_id]))
        tally.take(job)
        turn = max(turn, job.turn)
        chosen.append(job)
    return before.model_copy(update={"in_flight": tally.flights, "turn": turn}), chosen


class _Tally:
    """What is in flight and at providers, counted."""

    def __init__(self, engine: Engine, flights: Flights) -> None:
        self._engine, self._limits = engine, engine.limits
        self.flights = dict(flights.in_flight)
        self._slots = {slot_path(flight.project_id, flight.slot) for flight in self.flights.values()}
        self._sizes = Counter(flight.size for flight in self.flights.values())
        self._users = Counter((flight.size, flight.user_id) for flight in self.flights.values())
        self._has = {job_id: at.provider for job_id, at in flights.at_providers.items()}
        self._has |= {job_id: flight.provider for job_id, flight in self.flights.items() if flight.provider}
        self._providers = Counter(self._has.values())
        work: dict[str, AtProvider | InFlight] = {**flights.at_providers, **self.flights}
        self._served = Counter(at.user_id for at in work.values())
        self._projects = Counter(at.project_id for at in work.values())

    def is_full(self, size: Size) -> bool:
        """Whether no job of this size may go now, whoever's it is."""
        return self._sizes[size] >= self._limits.in_flight[size]

    def full_users(self, size: Size) -> list[str]:
        """Users who have as many in flight as one may."""
        cap = self._limits.in_flight_per_user[size]
        return [user for (of, user), count in self._users.items() if of == size and count >= cap]

    def full_kinds(self) -> set[Kind]:
        """Kinds whose first provider has no place left."""
        full = {provider for provider in self._limits.in_flight_per_provider if self._is_full_provider(provider)}
        provided = (kind for kind, step in self._engine.steps.items() if full and step.provided)
        return {kind for kind in provided if full.intersection(self._engine.chain(kind)[:1])}

    def _is_full_provider(self, provider: str) -> bool:
        limit = self._limits.in_flight_per_provider.get(provider)
        return limit is not None and self._providers[provider] >= limit

    def served(self, job: Job) -> tuple[int, int]:
        """How many jobs are at work for its user, and for its project."""
        return self._served[job.user_id], self._projects[job.project_id]

    def has_room(self, job: Job) -> bool:
        """Whether it may go now."""
        if job.job_id in self.flights or _slot(job) in self._slots or self.is_full(job.size):
            return False
        if self._users[job.size, job.user_id] >= self._limits.in_flight_per_user[job.size]:
            return False
        provider = limited_provider(self._engine, job)
        return provider is None or self._has.get(job.job_id) == provider or not self._is_full_provider(provider)

    def take(self, job: Job) -> None:
        """Give it its places."""
        provider = limited_provider(self._engine, job)
        if provider is not None and self._has.get(job.job_id) != provider:
            self._has[job.job_id] = provider
            self._providers[provider] += 1
        self.flights[job.job_id] = InFlight(
            project_id=job.project_id,
            slot=job.slot,
            size=job.size,
            user_id=job.user_id,
            provider=provider,
            at=self._engine.now(),
        )
        self._slots.add(_slot(job))
        self._sizes[job.size] += 1
        self._users[job.size, job.user_id] += 1
        self._served[job.user_id] += 1
        self._projects[job.project_id] += 1


def _slot(job: Job) -> str:
    return slot_path(job.project_id, job.slot)


def find_lost(engine: Engine) -> tuple[list[str], list[Job]]:
    """Name what is in flight and should not be: what has ended, and what was never claimed: its message was lost.

    Gives their ids, and those jobs among them that have not ended.
    """
    now = engine.now()
    old = now - timedelta(seconds=engine.limits.unclaimed_seconds)
    flights = Flights.model_validate(engine.documents.get(FLIGHTS_PATH) or {})
    suspects = {job_id: job_path(f.project_id, job_id) for job_id, f in flights.in_flight.items() if f.at < old}
    waiting = {
        job_id: job_path(at.project_id, job_id)
        for job_id, at in flights.at_providers.items()
        if job_id not in flights.in_flight
    }
    found = engine.documents.get_all([*suspects.values(), *waiting.values()])
    lost = [job_id for job_id, path in suspects.items() if not _is_held(found.get(path), now)]
    lost += [job_id for job_id, path in waiting.items() if found.get(path, {}).get("state") != "processing"]
    going = [
        suspects[job_id] for job_id in lost if found.get(suspects.get(job_id, ""), {}).get("state") == "processing"
    ]
    return lost, read_jobs(engine, [Snapshot(path, found[path]) for path in going])


def find_unclaimed(engine: Engine) -> list[Job]:
    """Find jobs that were published again and again, and that nobody has claimed: who takes them up, dies."""
    now = engine.now()
    old = now - timedelta(seconds=engine.limits.age_seconds)
    flights = Flights.model_validate(engine.documents.get(FLIGHTS_PATH) or {}).in_flight
    since = {job_path(f.project_id, job_id): f.since for job_id, f in flights.items() if f.since and f.since < old}
    found = engine.documents.get_all(since)
    waiting = [Snapshot(path, data) for path, data in found.items() if data["state"] in {"queued", "processing"}]
    unheard = [each for each in waiting if each.data["updated_at"] <= since[each.path]]
    return read_jobs(engine, [each for each in unheard if not _is_held(each.data, now)])


def _is_held(data: dict[str, Any] | None, now: datetime) -> bool:
    lease = data.get("lease_until") if data else None
    return lease is not None and bool(lease >= now)


def next_turns(engine: Engine) -> int:
    """The turn that was served last: where a newcomer's numbering starts."""
    return Flights.model_validate(engine.documents.get(FLIGHTS_PATH) or {}).turn


def _data(flights: Flights) -> dict[str, Any]:
    return flights.model_dump()
