"""What follows a job's change: dependents, requests, and the next jobs. Idempotent; the sweep repeats what is lost."""

from collections.abc import Iterable

from functions.engine import life, planning, retry
from functions.engine.calling_off import call_off
from functions.engine.dependents import Followed, is_clean, pass_on
from functions.engine.dispatch import dispatch
from functions.engine.engine import Engine, job_path
from schemas.job import Job


def ended_or_waiting(engine: Engine, job: Job) -> None:
    """Carry on after a job has ended, or has begun to wait for somebody else."""
    released = [job.job_id, *(ended(engine, job) if job.state in life.TERMINAL else ())]
    dispatch(engine, release=released, waits=[job] if job.state == "processing" else ())
    retry.wake(engine, job)


def ended(engine: Engine, job: Job) -> tuple[str, ...]:
    """Tell those that build on an ended job, and those that asked for it; gives the jobs that were cancelled."""
    if job.state == "completed" and job.degraded:
        planning.replan_open(engine, job.project_id)
    followed = Followed() if is_clean(job) else pass_on(engine, job)
    planning.settle(engine, job.project_id, sorted({*job.requests, *followed.requests}))
    call_off(engine, job)
    return followed.cancelled


def all_cancelled(engine: Engine, jobs: Iterable[Job]) -> tuple[str, ...]:
    """The same for many jobs of a project that were cancelled together; gives all that are cancelled now."""
    known = {job.job_id: job for job in jobs}
    requests = {request_id for job in known.values() for request_id in job.requests}
    ids = list(known)
    for job in known.values():
        if not known.keys() >= set(job.dependents):
            followed = pass_on(engine, job)
            ids += followed.cancelled
            requests |= followed.requests
    for project_id in {job.project_id for job in known.values()}:
        planning.settle(engine, project_id, sorted(requests))
    for job in known.values():
        call_off(engine, job)
    return tuple(ids)


def not_claimed(engine: Engine, project_id: str, job_id: str) -> None:
    """A message came to nothing: what it named is not in flight. If it has ended, see that everybody knows."""
    data = engine.documents.get(job_path(project_id, job_id))
    job = Job.model_validate(data) if data else None
    cancelled = ended(engine, job) if job is not None and job.state in life.TERMINAL else ()
    held = job is not None and job.lease_until is not None and job.lease_until > engine.now()
    if not held:
        dispatch(engine, release=[job_id, *cancelled], waits=[job] if job and job.state == "processing" else ())
