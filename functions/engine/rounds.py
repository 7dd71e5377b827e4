"""The round: projects are reconciled by themselves, those that have changed first, and a part of all the others.

Bounded, so that it fits in a function; it goes on where the last one stopped, so that nobody waits longer than others.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from functions.engine.engine import Engine, to_data
from functions.engine.reconciling import reconcile
from functions.stores.documents import Put, Snapshot
from schemas.base import Model

ROUND_PATH = "dispatch/round"
_DAYS = 30
"""A project that does not change is looked at once in so many days."""
_A_DAY = 48
"""Rounds a day, as triggers/schedule.py has them."""
_CHANGED = 100
_FEWEST = 20
"""Of the projects that have not changed, at least so many are looked at."""
_SETTLED = timedelta(minutes=2)
"""A project that was written to just now is left for the next round."""
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


class Round(Model):
    """How far the rounds have come."""

    changed_until: datetime = _EVER
    changed_id: str = ""
    """All that changed before, or then with an id up to this one, has been looked at."""
    last_id: str = ""
    """Of the pass over all projects."""
    visited: int = 0
    """In this pass."""
    total: int = 0
    """In the last pass that was completed."""


class Found(Model):
    """What a round came to."""

    visited: int = 0
    corrected: int = 0
    failed: int = 0


def make_round(engine: Engine, *, seconds: float = 400.0) -> Found:
    """Reconcile as many projects as there is time for; a project that cannot be reconciled is logged and left."""
    begun, found = engine.now(), Found()
    done = Round.model_validate(engine.documents.get(ROUND_PATH) or {})
    for project, done in _due(engine, done):  # noqa: B020  (the generator is given the first and gives the next)
        found = _visit(engine, project, found)
        engine.documents.commit([Put(ROUND_PATH, to_data(done))])
        if (engine.now() - begun).total_seconds() > seconds:
            break
    if found.visited:
        engine.log("round", found.model_dump())
    return found


def _due(engine: Engine, done: Round) -> Iterator[tuple[Snapshot, Round]]:
    """Projects to look at, oldest change first, each with how far the rounds have come then."""
    until = engine.now() - _SETTLED
    found = engine.documents.query(
        "projects",
        [("updated_at", ">=", done.changed_until), ("updated_at", "<=", until)],
        order_by="updated_at",
        limit=_CHANGED,
    )
    for project in found:
        changed = project.data["updated_at"]
        if (changed, project.id) > (done.changed_until, done.changed_id):
            done = done.model_copy(update={"changed_until": changed, "changed_id": project.id})
            yield project, done
    share = max(_FEWEST, -(-done.total // (_DAYS * _A_DAY)))
    page = _after(engine, done.last_id, share)
    for number, project in enumerate(page, 1):
        done = done.model_copy(update={"last_id": project.id, "visited": done.visited + 1})
        if number == len(page) < share:
            done = done.model_copy(update={"last_id": "", "visited": 0, "total": done.visited})
        yield project, done


def _after(engine: Engine, last_id: str, limit: int) -> list[Snapshot]:
    return engine.documents.query("projects", [("id", ">", last_id)], order_by="id", limit=limit)


def _visit(engine: Engine, project: Snapshot, found: Found) -> Found:
    try:
        action = reconcile(engine, project.id).action
    except Exception as error:
        engine.log("reconcile_failed", {"project": project.id, "error": f"{type(error).__name__}: {error}"})
        return found.model_copy(update={"visited": found.visited + 1, "failed": found.failed + 1})
    corrected = found.corrected + (action == "corrected")
    return found.model_copy(update={"visited": found.visited + 1, "corrected": corrected})


def all_projects(engine: Engine) -> Iterator[str]:
    """The ids of all projects, in order."""
    last = ""
    while page := _after(engine, last, _CHANGED):
        yield from (project.id for project in page)
        last = page[-1].data["id"]
