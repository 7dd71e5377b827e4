"""The one way in which a job changes: compare-and-set on the job and its slot, with its view in the same commit."""

from collections.abc import Callable, Iterable
from typing import Any

from functions.engine import life, view
from functions.engine.engine import Engine, Slot, changed, job_path, project_path, slot_path, to_data
from functions.stores.documents import (
    ArrayRemove,
    Contention,
    FieldPath,
    NotFound,
    Put,
    TooLarge,
    Transaction,
    Update,
    Write,
)
from schemas.job import Job

Change = Callable[[Job, Slot], tuple[Job, Slot]]
View = Callable[[Job, Slot], dict[FieldPath, Any]]
_AT_ONCE = 50
"""Jobs that are cancelled in one commit."""
_TRIES_TOGETHER = 3
"""How often so many are tried, before they are tried as two halves: the fewer they are, the fewer others meet them."""


class _Collided(Exception):
    """Others wrote to one of the jobs each time."""


def change_job(
    engine: Engine,
    project_id: str,
    job_id: str,
    slot_name: str,
    change: Change,
    *,
    show: View = view.job_view,
    also: Callable[[Job, Transaction], list[Write]] = lambda _job, _transaction: [],
) -> Job:
    """Change a job atomically with its slot, its view and its dependents.

    Raises:
        life.Refused: the change does not apply any more.
        NotFound: there is no such job.
        Contention, Unavailable: the store; may be tried again.
    """

    def body(with_view: bool) -> Callable[[Transaction], Job]:
        def run(transaction: Transaction) -> Job:
            paths = job_path(project_id, job_id), slot_path(project_id, slot_name)
            found = transaction.get_all(paths)
            if paths[0] not in found:
                raise NotFound(paths[0])
            before, slot = Job.model_validate(found[paths[0]]), Slot.model_validate(found.get(paths[1], {}))
            after, new_slot = change(before, slot)
            fields = show(after, new_slot)
            if not with_view and fields:
                after = _without_view(after)
            if after != before:
                transaction.write(Update(paths[0], changed(before, after)))
            if new_slot != slot or paths[1] not in found:
                transaction.write(Put(paths[1], to_data(new_slot)))
            if fields and with_view:
                transaction.write(Update(project_path(project_id), fields))
            transaction.write(*also(after, transaction))
            return after

        return run

    try:
        return engine.documents.transact(body(with_view=True))
    except (NotFound, TooLarge) as error:
        engine.log("view_failed", {"project": project_id, "job": job_id, "error": str(error)})
        return engine.documents.transact(body(with_view=False))


def release_dependents(job: Job) -> list[Write]:
    """Tell the jobs that build on this one that it is there. A placeholder has another address: not for them."""
    if job.state != "completed" or job.degraded:
        return []
    return [
        Update(job_path(job.project_id, other), {("needs",): ArrayRemove((job.job_id,))}) for other in job.dependents
    ]


def leave(slot: Slot, job: Job) -> Slot:
    """Free the slot if the job occupies it."""
    return slot.model_copy(update={"current": None}) if slot.current == job.job_id else slot


def _without_view(job: Job) -> Job:
    """The project document is gone or full: the job commits alone and is shown again later, or ends."""
    return job.model_copy(update={"view_pending": True})


def cancel_job(engine: Engine, job: Job, reason: str, code: str = "cancelled") -> Job | None:
    """Cancel a job that has not ended; None when it has."""
    now = engine.now()

    def change(current: Job, slot: Slot) -> tuple[Job, Slot]:
        return life.cancel(current, now, reason, code), leave(slot, current)

    try:
        return change_job(engine, job.project_id, job.job_id, job.slot, change)
    except (life.Refused, NotFound):
        return None


def cancel_jobs(engine: Engine, jobs: Iterable[Job], reason: str, code: str = "cancelled") -> list[Job]:
    """Cancel those of a project's jobs that have not ended; gives them as they are then.

    Jobs that wait are cancelled many in one commit: one by one, a long film takes a minute. Those that somebody works
    on come first and one by one: when they end, they write to those that wait, and such a commit would fail.
    """
    jobs = list(jobs)
    waiting = [job for job in jobs if job.state == "queued"]
    cancelled = [cancel_job(engine, job, reason, code) for job in jobs if job.state != "queued"]
    for start in range(0, len(waiting), _AT_ONCE):
        cancelled += _cancel_together(engine, waiting[start : start + _AT_ONCE], reason, code)
    return [job for job in cancelled if job is not None]


def _cancel_together(engine: Engine, jobs: list[Job], reason: str, code: str) -> list[Job | None]:
    if len(jobs) == 1:
        return [cancel_job(engine, jobs[0], reason, code)]
    now, project_id, tries = engine.now(), jobs[0].project_id, 0

    def body(transaction: Transaction) -> list[Job | None]:
        nonlocal tries
        tries += 1
        if tries > _TRIES_TOGETHER:
            raise _Collided(f"{len(jobs)} jobs met others' writes {_TRIES_TOGETHER} times")
        job_docs = {job.job_id: job_path(project_id, job.job_id) for job in jobs}
        slot_docs = {job.slot: slot_path(project_id, job.slot) for job in jobs}
        found = transaction.get_all([*job_docs.values(), *slot_docs.values()])
        slots = {name: Slot.model_validate(found.get(path, {})) for name, path in slot_docs.items()}
        fields: dict[FieldPath, Any] = {}
        cancelled: list[Job | None] = []
        for path in job_docs.values():
            job = Job.model_validate(found[path]) if path in found else None
            if job is None or job.state != "queued":
                continue  # it has begun or ended meanwhile
            after = life.cancel(job, now, reason, code)
            fields |= view.job_view(after, slots[job.slot])
            transaction.write(Update(path, changed(job, after)))
            cancelled.append(after)
        if fields:
            transaction.write(Update(project_path(project_id), fields))
        return cancelled

    try:
        done = engine.documents.transact(body)
    except (NotFound, TooLarge, Contention, _Collided) as error:
        engine.log("cancelled_in_halves", {"project": project_id, "jobs": len(jobs), "error": str(error)})
        half = len(jobs) // 2
        return [
            *_cancel_together(engine, jobs[:half], reason, code),
            *_cancel_together(engine, jobs[half:], reason, code),
        ]
    ended = {job.job_id for job in done if job is not None}
    return [*done, *(cancel_job(engine, job, reason, code) for job in jobs if job.job_id not in ended)]
