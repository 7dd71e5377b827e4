"""A job's life as data: which event is allowed in which state, and what it changes. Pure.

    queued ──claim──▶ processing ──finish──▶ completed
       │                │  ▲ claim again (lease expired, or its time has come)
       │                ├──submit / renew / wait / back_off / hand_on / park──┘
       ├──cancel, fail──┴──▶ cancelled, failed
       └──adopt─────────┴──▶ completed

Within one run a state never goes back; a recorded retry or heal is another run, and so another job.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from schemas.job import Job, Purchase
from schemas.project import JobStatus

Event = Literal[
    "claim", "submit", "renew", "wait", "back_off", "hand_on", "park", "finish", "adopt", "fail", "cancel", "defer"
]  # fmt: skip

LEASE = timedelta(seconds=90)
"""How long a claim holds without being renewed; it is renewed every 30 s."""
_EARLY = timedelta(seconds=1)
"""How much the clocks of two machines may differ: a job that is due by the sender's clock is due."""

ALLOWED: dict[tuple[JobStatus, Event], JobStatus] = {
    ("queued", "claim"): "processing",
    ("queued", "fail"): "failed",
    ("queued", "cancel"): "cancelled",
    ("queued", "defer"): "queued",
    ("queued", "adopt"): "completed",
    ("processing", "claim"): "processing",
    ("processing", "submit"): "processing",
    ("processing", "renew"): "processing",
    ("processing", "wait"): "processing",
    ("processing", "back_off"): "processing",
    ("processing", "hand_on"): "processing",
    ("processing", "park"): "processing",
    ("processing", "finish"): "completed",
    ("processing", "adopt"): "completed",
    ("processing", "fail"): "failed",
    ("processing", "cancel"): "cancelled",
}
"""Every pair that is not here is refused."""

TERMINAL: frozenset[JobStatus] = frozenset({"completed", "failed", "cancelled"})

SUPERSEDED = "superseded"
"""Error code of a job that nothing is wrong with: what it builds on has another address now, so it is planned again."""


class Refused(Exception):
    """The event does not apply to the job as it is: a lost race, which is normal."""


class Held(Refused):
    """Another claim is at work on the job."""


def step_to(job: Job, event: Event, now: datetime, **changes: Any) -> Job:
    """Apply an event. Refused when the table does not allow it."""
    state = ALLOWED.get((job.state, event))
    if state is None:
        raise Refused(f"{event} does not apply to a job that is {job.state}")
    fields: dict[str, Any] = {"state": state, "updated_at": now, **changes}
    if state in TERMINAL:
        fields |= {"lease_until": None, "next_at": None, "phase": None, "ended_at": now}
    return job.model_copy(update=fields)


def claim(job: Job, now: datetime) -> Job:
    """Take a job that is due. Refused when somebody holds it, it is too early, or what it builds on is missing.

    A job whose last claim began to call a provider and did not say what came of it stays in phase `submit`.
    """
    if job.state == "queued" and job.needs:
        raise Refused("what it builds on is not there yet")
    if job.lease_until is not None and job.lease_until > now:
        raise Held("somebody is at it")
    if job.state == "processing" and job.lease_until is None and job.next_at is not None and job.next_at > now + _EARLY:
        raise Refused("its time has not come")
    phase = "wait" if job.provider_job_id is not None else "store"
    return step_to(
        job,
        "claim",
        now,
        phase="submit" if job.phase == "submit" else phase,
        fence=job.fence + 1,
        attempt=job.attempt + 1,
        lease_until=now + LEASE,
        next_at=now + LEASE,
        started_at=job.started_at or now,
    )


def submit(job: Job, fence: int, now: datetime, provider: str) -> Job:
    """Write down that a provider is about to be called: from here on it may have been paid."""
    _check_fence(job, fence)
    lease = now + LEASE
    return step_to(job, "submit", now, phase="submit", provider=provider, lease_until=lease, next_at=lease, earlier=())


def renew(job: Job, fence: int, now: datetime, progress: int) -> Job:
    """Keep a claim alive and note the progress, which never goes back. Refused when the claim has ended."""
    _check_fence(job, fence)
    if job.lease_until is None:
        raise Refused("the claim has ended")
    return step_to(
        job, "renew", now, lease_until=now + LEASE, next_at=now + LEASE, progress=max(job.progress, min(progress, 99))
    )


def wait(job: Job, fence: int, now: datetime, ticket: str, seconds: float) -> Job:
    """The provider has it; look again in a while."""
    _check_fence(job, fence)
    at = now + timedelta(seconds=seconds)
    return step_to(job, "wait", now, phase="wait", provider_job_id=ticket, attempt=0, lease_until=None, next_at=at)


def back_off(
    job: Job,
    fence: int,
    now: datetime,
    *,
    seconds: float,
    code: str,
    message: str,
    unclear: bool = False,
    charged_usd: float = 0.0,
) -> Job:
    """Try again later; what went wrong stays visible.

    `unclear`: a call may have been taken, so look it up first. `charged_usd`: what the provider says it charges.
    """
    _check_fence(job, fence)
    at = now + timedelta(seconds=seconds)
    phase = "submit" if unclear else ("wait" if job.provider_job_id else "backoff")
    charged = max(job.charged_usd, charged_usd - _booked_before(job))
    error = {"error_code": code, "error_message": message}
    return step_to(job, "back_off", now, phase=phase, lease_until=None, next_at=at, charged_usd=charged, **error)


def hand_on(job: Job, fence: int, now: datetime, code: str, message: str) -> Job:
    """Go down the chain of providers; from what an earlier run had bought, to the first of them."""
    _check_fence(job, fence)
    return step_to(
        job,
        "hand_on",
        now,
        phase="backoff",
        provider_index=job.provider_index + (not job.earlier),
        earlier=job.earlier[1:],
        provider_job_id=None,
        attempt=0,
        lease_until=None,
        next_at=now,
        error_code=code,
        error_message=message,
        **_booked(job),
    )


def park(job: Job, fence: int, now: datetime, code: str, message: str, *, end_of_chain: int) -> Job:
    """A provider may charge and give nothing: nobody else is asked, a placeholder is all that may still be made."""
    _check_fence(job, fence)
    return step_to(
        job,
        "park",
        now,
        phase="submit_unknown",
        provider_index=end_of_chain,
        provider_job_id=None,
        unsettled=_with_call(job),
        earlier=(),
        attempt=0,
        lease_until=None,
        next_at=now,
        error_code=code,
        error_message=f"{message} {job.provider} charges {job.charged_usd:g} USD for it."
        if job.charged_usd
        else message,
        **_booked(job),
    )


def _with_call(job: Job) -> tuple[Purchase, ...]:
    """What is unsettled, with the call that the job's provider has, or may have."""
    if job.provider is None:
        return job.unsettled
    call = _adopted(job) or Purchase(provider=job.provider, call_id=job.call_id, ticket=job.provider_job_id)
    return (*job.unsettled, call.model_copy(update={"booked_usd": call.booked_usd + job.charged_usd}))


def _adopted(job: Job) -> Purchase | None:
    """The call of an earlier run that the job has taken up."""
    return next((p for p in job.earlier if p.ticket is not None and p.ticket == job.provider_job_id), None)


def _booked_before(job: Job) -> float:
    """What an earlier run has booked for the call that the job has taken up."""
    adopted = _adopted(job)
    return adopted.booked_usd if adopted else 0.0


def _booked(job: Job) -> dict[str, float]:
    """What the provider charges is the job's cost, now that nothing more is waited for."""
    return {"cost_usd": job.cost_usd + job.charged_usd, "charged_usd": 0.0}


def _priced(job: Job, result: Mapping[str, Any]) -> dict[str, Any]:
    """A result whose cost leaves out what an earlier run has booked for the same call."""
    if "cost_usd" not in result:
        return dict(result)
    return {**result, "cost_usd": max(job.cost_usd, result["cost_usd"] - _booked_before(job))}


def finish(job: Job, fence: int, now: datetime, **result: Any) -> Job:
    """It is made and in Storage."""
    _check_fence(job, fence)
    return step_to(
        job, "finish", now, progress=100, error_code=None, error_message=None, charged_usd=0.0, **_priced(job, result)
    )


def fail(job: Job, fence: int | None, now: datetime, code: str, message: str) -> Job:
    """It cannot be made. Without a fence, for a job that was never claimed or is too old."""
    if fence is not None:
        _check_fence(job, fence)
    return step_to(job, "fail", now, error_code=code, error_message=message, **_booked(job))


def cancel(job: Job, now: datetime, message: str, code: str = "cancelled") -> Job:
    """Nobody wants it any more, or what it builds on failed; a claim in progress loses its fence.

    A provider that has its work, or may have, is to be told, and may charge for it all the same.
    """
    return step_to(
        job,
        "cancel",
        now,
        fence=job.fence + 1,
        error_code=code,
        error_message=message,
        call_off=is_owed(job),
        unsettled=_with_call(job) if is_owed(job) else job.unsettled,
        **_booked(job),
    )


def adopt(job: Job, now: datetime, *, own: bool, **result: Any) -> Job:
    """Its file is in Storage: made by a claim that ended before it could say so (`own`), or by somebody else."""
    wasted = is_owed(job) and not own
    unsettled = _with_call(job) if wasted else job.unsettled
    return step_to(
        job,
        "adopt",
        now,
        fence=job.fence + 1,
        progress=100,
        error_code=None,
        error_message=None,
        call_off=wasted,
        unsettled=unsettled,
        charged_usd=0.0,
        **_priced(job, result),
    )


def is_stale(job: Job, now: datetime, patience: float) -> bool:
    """Whether a job is under way, nobody holds it, and `patience` seconds have passed since it was due or heard of."""
    held = job.lease_until is not None and job.lease_until > now
    due = max(job.updated_at, job.next_at or job.updated_at)
    return job.state == "processing" and not held and (now - due).total_seconds() >= patience


def expire(job: Job, now: datetime, code: str = "stale", message: str | None = None) -> Job:
    """Nothing was heard of it for too long. What a provider makes of it late is taken up by the next run."""
    minutes = (now - job.updated_at).total_seconds() / 60
    return step_to(
        job,
        "fail",
        now,
        fence=job.fence + 1,
        error_code=code,
        error_message=message or f"Nothing was heard of it for {minutes:.0f} minutes. Produce again to make it.",
        unsettled=_with_call(job) if is_owed(job) else job.unsettled,
        **_booked(job),
    )


def is_owed(job: Job) -> bool:
    """Whether a provider has the job's work, or may have it."""
    return job.provider is not None and (job.provider_job_id is not None or job.phase == "submit")


def defer(job: Job, now: datetime, seconds: float) -> Job:
    """It was looked after; the sweep need not come back to it before a while."""
    return step_to(job, "defer", now, updated_at=job.updated_at, next_at=now + timedelta(seconds=seconds))


def _check_fence(job: Job, fence: int) -> None:
    if job.fence != fence:
        raise Refused("another claim has taken over")
