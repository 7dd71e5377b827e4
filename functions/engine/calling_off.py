"""Cancelled work is cancelled at its provider too, for its user's money's sake: at once, and again until it answers."""

from datetime import timedelta

from functions.engine.engine import Engine, job_path
from functions.providers.provider import Provider, Work
from functions.stores.documents import Update
from schemas.job import Job

_SETTLED = timedelta(seconds=60)
"""After this time a call that was on its way when its job was cancelled has arrived, or never will."""


def call_off(engine: Engine, job: Job) -> None:
    """Have the provider of a cancelled job stop. What does not come about now, the sweep tries again."""
    if not job.call_off:
        return
    provider = engine.providers.get(job.provider or "")
    if provider is None or _is_told(engine, provider, job):
        engine.documents.commit([Update(job_path(job.project_id, job.job_id), {("call_off",): False})])


def call_off_ticket(engine: Engine, provider_id: str, ticket: str) -> None:
    """Have a provider stop what no job waits for any more. That it does not answer changes nothing here."""
    provider = engine.providers.get(provider_id)
    if provider is None:
        return
    try:
        provider.cancel(ticket)
    except Exception as error:
        engine.log("call_off_failed", {"provider": provider_id, "ticket": ticket, "error": str(error)})


def _is_told(engine: Engine, provider: Provider, job: Job) -> bool:
    """Tell it; gives whether that is settled now, or was tried for long enough."""
    since = engine.now() - (job.ended_at or job.updated_at)
    if job.provider_job_id is None and since < _SETTLED:
        return False
    try:
        ticket = job.provider_job_id or (provider.find(_work(engine, job)) if provider.can_find else None)
        if ticket is not None:
            provider.cancel(ticket)
    except Exception as error:
        engine.log("call_off_failed", {"job": job.job_id, "provider": provider.id, "error": str(error)})
        return since.total_seconds() > engine.limits.patience(job.kind)
    return True


def _work(engine: Engine, job: Job) -> Work:
    """As much of the work as a look-up needs."""
    return Work(job.kind, job.call_id, job.inputs, {}, {}, engine.scratch, lambda _share: None)
