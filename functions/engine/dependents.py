"""What a job's end means for the jobs that build on it: they may go, or cannot be made, or are planned again."""

from dataclasses import dataclass

from functions.engine import life
from functions.engine.commit import cancel_jobs, release_dependents
from functions.engine.engine import Engine, job_path
from schemas.job import Job


@dataclass(frozen=True)
class Followed:
    """Jobs that were cancelled, and requests that waited for one of them."""

    cancelled: tuple[str, ...] = ()
    requests: frozenset[str] = frozenset()


def is_clean(job: Job) -> bool:
    """Whether what builds on the job finds it at the address it expects."""
    return job.state == "completed" and not job.degraded


def pass_on(engine: Engine, job: Job) -> Followed:
    """Tell all that build on an ended job, whoever has been told before. Does nothing for one that has not ended."""
    if job.state not in life.TERMINAL:
        return Followed()
    if is_clean(job):
        engine.documents.commit(release_dependents(job))
        return Followed()
    return _cancel_dependents(engine, job)


def _cancel_dependents(engine: Engine, job: Job) -> Followed:
    reason, code = _why(job)
    cancelled: list[str] = []
    requests: set[str] = set()
    seen: set[str] = set()
    waiting = list(job.dependents)
    while waiting:
        seen |= set(waiting)
        found = engine.documents.get_all(job_path(job.project_id, other) for other in waiting)
        level = {each.job_id: each for each in (Job.model_validate(data) for data in found.values())}
        queued = [dependent for dependent in level.values() if dependent.state == "queued"]
        cancelled += [dependent.job_id for dependent in queued]
        level |= {each.job_id: each for each in cancel_jobs(engine, queued, reason, code)}
        waiting = []
        for dependent in level.values():
            if dependent.state in {"cancelled", "failed"}:  # and further down, should an earlier try have stopped here
                requests |= set(dependent.requests)
                waiting += [other for other in dependent.dependents if other not in seen]
    return Followed(tuple(cancelled), frozenset(requests))


def _why(job: Job) -> tuple[str, str]:
    if job.state == "completed":
        return "A placeholder took the place of what it builds on.", life.SUPERSEDED
    if job.error_code == life.SUPERSEDED:
        return job.error_message or "It is planned again.", life.SUPERSEDED
    what = f"The {job.kind}{f' of {job.label}' if job.label else ''} could not be made"
    return f"{what}: {job.error_message}", job.error_code or "failed"
