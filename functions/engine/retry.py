"""What an error means for a job: try again when, ask the next provider, stand in, or give up. Pure but for `wake`."""

import random
from datetime import datetime

from functions.engine import life
from functions.engine.engine import Engine, Limits
from functions.media.runner import MediaError
from functions.providers.provider import ProviderBusy, ProviderRefused, ProviderUnclear
from functions.steps.step import StepFailed
from schemas.job import Job, Wake

_FIRST_PAUSE_SECONDS = 2.0
_LONGEST_PAUSE_SECONDS = 120.0


class SubmitUnknown(Exception):
    """A paid call may or may not have been made."""


def pause(attempt: int, seed: str) -> float:
    """Seconds to wait after the n-th attempt: doubled each time, with jitter that depends on the job."""
    base = min(_LONGEST_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 2.0 ** max(0, attempt - 1))
    return base * random.Random(f"{seed}{attempt}").uniform(0.75, 1.25)


def describe(error: Exception) -> tuple[str, str]:
    """A code and a sentence for a user; what is not ours to explain is not shown."""
    if isinstance(error, ProviderRefused | ProviderBusy | StepFailed | MediaError):
        return error.code, error.message
    if isinstance(error, SubmitUnknown):
        return "submit_unknown", str(error)
    return "internal", f"Something went wrong inside Reelwright ({type(error).__name__}). It is tried again by itself."


def after_error(job: Job, fence: int, now: datetime, error: Exception, *, limits: Limits, exhausted: bool) -> Job:
    """The job after an error. Refused when another claim has taken over."""
    code, message = describe(error)
    if isinstance(error, SubmitUnknown):
        return life.park(job, fence, now, message)
    age = (now - (job.started_at or now)).total_seconds()
    final = isinstance(error, ProviderRefused | StepFailed)
    if not final and job.attempt < limits.attempts and age < limits.age_seconds:
        asked = error.retry_after if isinstance(error, ProviderBusy) else None
        seconds = max(asked or 0.0, pause(job.attempt, job.job_id))
        unclear = isinstance(error, ProviderUnclear)
        return life.back_off(job, fence, now, seconds=seconds, code=code, message=message, unclear=unclear)
    if not exhausted:
        return life.hand_on(job, fence, now, code, message)
    return life.fail(job, fence, now, code, message)


def handed_on(job: Job) -> bool:
    """Whether the job has just gone down its chain: no claim of the next provider has been made yet."""
    return job.state == "processing" and job.attempt == 0


def wake(engine: Engine, job: Job) -> None:
    """Have a job that waits looked at when its time comes. The sweep does it too, should this be lost."""
    if job.state != "processing" or job.next_at is None:
        return
    message = Wake(project_id=job.project_id, job_id=job.job_id, not_before=job.next_at)
    name = f"{job.job_id}-{job.fence}-{int(job.next_at.timestamp())}"
    engine.queues.schedule(name, job.next_at, message.model_dump(mode="json"))
