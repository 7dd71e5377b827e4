"""What an error means for a job: try again when, ask the next provider, stand in, or give up. Pure but for `wake`."""

import random
from datetime import datetime

from functions.engine import life
from functions.engine.breaker import Resting
from functions.engine.engine import Engine, Limits
from functions.media.runner import MediaError
from functions.providers.provider import ProviderBusy, ProviderRefused, ResultUnusable
from functions.steps.step import StepFailed
from schemas.job import Job, Wake

_FIRST_PAUSE_SECONDS = 2.0
_LONGEST_PAUSE_SECONDS = 120.0
_BAD_FILE = frozenset({"not_media", "wrong_media", "media_too_large", "media_unreadable", "media_mismatch"})
"""Codes of `MediaError` that say something of the file: the same file gives the same error again."""


class PossiblyPaid(Exception):
    """A provider may charge for a call that gives nothing. `code` is for machines."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NotLookedUp(Exception):
    """A call may have been made, and the provider did not say."""


class Spent(Exception):
    """The function ended again and again without a word: out of memory or of time, most likely."""


def pause(attempt: int, seed: str) -> float:
    """Seconds to wait after the n-th attempt: doubled each time, with jitter that depends on the job."""
    base = min(_LONGEST_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 2.0 ** max(0, attempt - 1))
    return base * random.Random(f"{seed}{attempt}").uniform(0.75, 1.25)


def describe(error: Exception) -> tuple[str, str]:
    """A code and a sentence for a user; what is not ours to explain is not shown."""
    if isinstance(error, ProviderRefused | ProviderBusy | StepFailed | MediaError | PossiblyPaid):
        return error.code, error.message
    if isinstance(error, Spent):
        return "crashed", str(error)
    return "internal", f"Something went wrong inside Reelwright ({type(error).__name__}). It is tried again by itself."


def is_too_old(job: Job, now: datetime, limits: Limits) -> bool:
    """Whether a job has been at it for too long to be tried again."""
    return (now - (job.started_at or now)).total_seconds() >= limits.patience(job.kind)


def is_spent(job: Job, now: datetime, limits: Limits, *, owed: bool) -> bool:
    """Whether a claim should not even begin: those before it ended without a word."""
    return job.attempt > limits.attempts and (not owed or is_too_old(job, now, limits))


def is_hopeless(job: Job, now: datetime, limits: Limits) -> bool:
    """Whether a claimed job is not to be looked at any more: even giving it up has killed function after function."""
    return job.attempt > 2 * limits.attempts and is_too_old(job, now, limits)


def after_error(
    job: Job,
    fence: int,
    now: datetime,
    error: Exception,
    *,
    limits: Limits,
    end_of_chain: int,
    unclear: bool,
) -> Job:
    """The job after an error. Refused when another claim has taken over.

    Args:
        job: as it is now.
        fence: of the claim that met the error.
        now: the time.
        error: what happened.
        limits: patience.
        end_of_chain: how many providers (or ways) there are; past the last one only a placeholder is left.
        unclear: a provider may have taken a call that is not recorded.
    """
    code, message = describe(error)
    owed = unclear or job.provider_job_id is not None
    if isinstance(error, Spent) and job.provider_job_id is not None and job.error_code is not None:
        code, message = job.error_code, job.error_message or message  # those tries ended with a word, and this is it
    standing_in = not owed and job.provider_index >= end_of_chain
    if isinstance(error, Resting) and not owed and job.provider_index + 1 < end_of_chain:
        return life.hand_on(job, fence, now, code, message)  # nobody waits for one who is down where another is up
    if not _is_final(error) and _has_patience(job, now, limits, owed=owed, standing_in=standing_in):
        asked = error.retry_after if isinstance(error, ProviderBusy) else None
        seconds = max(asked or 0.0, pause(job.attempt, job.job_id))
        charged = error.cost_usd if isinstance(error, ResultUnusable) else 0.0
        return life.back_off(
            job, fence, now, seconds=seconds, code=code, message=message, unclear=unclear, charged_usd=charged
        )
    if owed and not _said_no(error):
        return life.park(job, fence, now, code, message, end_of_chain=end_of_chain)
    if job.provider_index < end_of_chain:
        return life.hand_on(job, fence, now, code, message)
    return life.fail(job, fence, now, code, message)


def _is_final(error: Exception) -> bool:
    return _said_no(error) or isinstance(error, PossiblyPaid | Spent)


def _said_no(error: Exception) -> bool:
    bad_file = isinstance(error, MediaError) and error.code in _BAD_FILE
    return bad_file or isinstance(error, ProviderRefused | StepFailed)


def _has_patience(job: Job, now: datetime, limits: Limits, *, owed: bool, standing_in: bool) -> bool:
    """What may have been paid for is waited for as long as can be; a placeholder has its own few tries."""
    if standing_in:
        return job.attempt < limits.attempts
    return not is_too_old(job, now, limits) and (owed or job.attempt < limits.attempts)


def handed_on(job: Job) -> bool:
    """Whether the job has just gone down its chain: no claim of the next provider has been made yet."""
    return job.state == "processing" and job.attempt == 0 and job.provider_job_id is None


def wake(engine: Engine, job: Job) -> None:
    """Have a job that waits looked at when its time comes. The sweep does it too, should this be lost."""
    if job.state != "processing" or job.next_at is None or job.next_at <= engine.now():
        return
    message = Wake(project_id=job.project_id, job_id=job.job_id, not_before=job.next_at)
    name = f"{job.job_id}-{job.fence}-{int(job.next_at.timestamp())}"
    engine.queues.schedule(name, job.next_at, message.model_dump(mode="json"))
