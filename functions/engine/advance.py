"""Advance one job: claim it, run its step, commit the outcome; guarded by the fence all the way."""

import contextlib
import contextvars
import dataclasses
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from functions.engine import after, life, retry, storing, view
from functions.engine.breaker import Guarded, guarded, note_outage
from functions.engine.calling_off import call_off_ticket
from functions.engine.commit import change_job, leave, release_dependents
from functions.engine.dead_letters import bury
from functions.engine.dispatch import limited_provider
from functions.engine.engine import Engine, Slot, job_path, share_path, slot_path, to_data
from functions.engine.heart import Heart
from functions.providers.provider import Provider, ProviderBusy, ProviderRefused, ProviderUnclear, ResultUnusable
from functions.steps.step import Context, Done, Step, StepFailed, Wait
from functions.stores.documents import FieldPath, NotFound, Put, Transaction, Write
from functions.stores.files import FileInfo
from schemas.job import Advance, Job
from schemas.share import Share


@dataclass
class Turn:
    """One claim of one job, while it is being worked on."""

    engine: Engine
    job: Job
    step: Step
    unclear: bool
    """A provider may have taken a call of this job that is not recorded."""

    @property
    def fence(self) -> int:
        """Of this claim."""
        return self.job.fence

    @property
    def end_of_chain(self) -> int:
        """How many there are that could make it; past the last one only a placeholder is left."""
        return len(self.engine.chain_of(self.job)) if self.step.provided else 1

    @property
    def owed(self) -> bool:
        """Whether a provider has, or may have, this job's work."""
        return self.unclear or self.job.provider_job_id is not None

    @property
    def standing_in(self) -> bool:
        """Whether everybody who could make it has been tried."""
        return not self.owed and self.job.provider_index >= self.end_of_chain

    @property
    def provider(self) -> Provider | None:
        """The provider that has the work, else the one whose turn it is; None where there is none, or none any more."""
        if not self.step.provided or self.standing_in:
            return None
        if self.owed:
            provider = self.engine.providers.get(self.job.provider or "")
        else:
            provider = self.engine.providers[self.engine.chain_of(self.job)[self.job.provider_index]]
        return guarded(self.engine, provider)


def advance(engine: Engine, message: Advance) -> None:
    """Advance the job that a message names. One that cannot be claimed is left alone: the event was late or double."""
    job = _work(engine, message)
    while job is not None and retry.handed_on(job) and limited_provider(engine, job) is None:
        job = _work(engine, message)  # the next provider's turn, here and now: this job's place among those in flight
    if job is not None:
        after.ended_or_waiting(engine, job)


def _work(engine: Engine, message: Advance) -> Job | None:
    """Claim the job, run its step and commit what came of it; None when that was for somebody else to do."""
    turn = _take(engine, message)
    if turn is None:
        return None
    started = time.monotonic()
    try:
        try:
            with _working(turn, message.progress_every) as context:
                outcome = _run(turn, context)
                return _commit_outcome(turn, outcome, time.monotonic() - started)
        except life.Refused:
            raise
        except Exception as error:
            return _commit_failure(turn, error, time.monotonic() - started)
    except life.Refused as refused:
        engine.log("stale", {"job": turn.job.job_id, "fence": turn.fence, "reason": str(refused)})
        after.not_claimed(engine, message.project_id, message.job_id)
        return None


def _take(engine: Engine, message: Advance) -> Turn | None:
    data = engine.documents.get(job_path(message.project_id, message.job_id))
    if data is None:
        engine.log("unknown_job", {"project": message.project_id, "job": message.job_id})
        return None
    try:
        seen = Job.model_validate(data)
    except ValidationError as error:
        bury(engine, "jobs", job_path(message.project_id, message.job_id), error)  # no retry would mend it
        return None

    def change(job: Job, slot: Slot) -> tuple[Job, Slot]:
        if slot.deleted:
            return life.cancel(job, engine.now(), "The scene was deleted."), leave(slot, job)
        if life.is_stale(job, engine.now(), engine.limits.patience(job.kind)) and not life.is_owed(job):
            return life.expire(job, engine.now()), leave(slot, job)
        if slot.current not in {None, job.job_id}:
            raise life.Refused("the scene is busy with another job")
        claimed = life.claim(job, engine.now())
        ended_silently = job.lease_until is not None  # else the last try ended with a word, and so will this one
        if ended_silently and retry.is_hopeless(claimed, engine.now(), engine.limits):
            message = f"The {job.kind} was begun {job.attempt} times, and never came to an end."
            return life.expire(claimed, engine.now(), "crashed", message), leave(slot, job)
        return claimed, slot.model_copy(update={"current": job.job_id, "shown": job.job_id})

    try:
        job = change_job(engine, message.project_id, message.job_id, seen.slot, change)
    except (life.Refused, NotFound) as refused:
        engine.log("not_claimed", {"job": message.job_id, "reason": str(refused)})
        if not isinstance(refused, life.Held):
            after.not_claimed(engine, message.project_id, message.job_id)
        return None
    if job.state != "processing":
        after.ended_or_waiting(engine, job)
        return None
    return Turn(engine, job, engine.steps[job.kind], unclear=job.phase == "submit")


@contextlib.contextmanager
def _working(turn: Turn, progress_every: float) -> Iterator[Context]:
    """Give the step its context; keep the lease alive and the progress shown while it runs; clean up behind it."""
    engine, job = turn.engine, turn.job
    _clear_scratch(engine)
    folder = Path(tempfile.mkdtemp(prefix=f"{job.kind}-", dir=engine.scratch))
    heart = Heart(engine, job, progress_every)
    try:
        with heart.beating(contextvars.copy_context()):
            yield Context(
                job=job,
                files=engine.files,
                folder=folder,
                report=heart.report,
                provider=turn.provider,
                now=engine.now(),
                bucket=engine.bucket,
                intend=lambda provider: _intend(turn, provider),
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear_scratch(engine: Engine) -> None:
    """Have a scratch folder, without what functions left there that were ended in the middle of their work."""
    oldest = time.time() - 2 * max(engine.limits.turn_seconds.values())
    try:
        folders = list(os.scandir(engine.scratch))
    except FileNotFoundError:
        engine.scratch.mkdir(parents=True, exist_ok=True)
        return
    for folder in folders:
        with contextlib.suppress(FileNotFoundError):  # another function is faster
            if folder.name.partition("-")[0] in engine.steps and folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)


def _intend(turn: Turn, provider: Provider) -> None:
    """Write down that a provider is about to be called. Refused when the claim is lost: then nothing is bought.

    A function that stood still after that, for longer than its lease, does not call: another claim may have found that
    no call was made, and be calling now.

    Raises:
        Resting: the provider's circuit breaker lets no call through.
        ProviderBusy: this function stood still.
    """
    if isinstance(provider, Guarded):
        provider.enter()

    def change(job: Job, slot: Slot) -> tuple[Job, Slot]:
        return life.submit(job, turn.fence, turn.engine.now(), provider.id), slot

    turn.job = change_job(turn.engine, turn.job.project_id, turn.job.job_id, turn.job.slot, change, show=_no_view)
    if turn.job.lease_until is None or turn.engine.now() >= turn.job.lease_until:
        raise ProviderBusy("stood_still", "A function stood still for too long; the provider was not called.")
    turn.unclear = True


def _no_view(_job: Job, _slot: Slot) -> dict[FieldPath, Any]:
    return {}


def _run(turn: Turn, context: Context) -> Done | Wait | FileInfo:
    """Run the step, unless its file is there; after looking up a call that an earlier claim may have made."""
    engine, job, step = turn.engine, turn.job, turn.step
    if step.provided or turn.standing_in:
        found = storing.kept(engine, job, step, standing_in=turn.standing_in)
        if found is not None:
            return found
    _check_patience(turn)
    if turn.owed and turn.provider is None:
        raise retry.PossiblyPaid("provider_gone", f"{job.provider} was asked to make this and is not set up any more.")
    if turn.unclear:
        ticket = _look_up(turn, context)
        if ticket is not None:
            return Wait(ticket, 0.0)
        turn.unclear = False
        _check_patience(turn)
    if not turn.owed:
        bought = _bought_earlier(turn, context)
        if bought is not None:
            return bought
    if turn.standing_in:
        return _stand_in(turn, context)
    return step.run(context)


def _check_patience(turn: Turn) -> None:
    if retry.is_spent(turn.job, turn.engine.now(), turn.engine.limits, owed=turn.owed):
        raise retry.Spent(f"The {turn.job.kind} was begun {turn.job.attempt - 1} times, and never came to an end.")


def _look_up(turn: Turn, context: Context) -> str | None:
    provider = turn.provider
    if provider is None or not provider.can_find:
        raise retry.PossiblyPaid(
            "submit_unknown",
            f"{turn.job.provider} may or may not have been asked to make this, and cannot tell. Nothing is sent again "
            "by itself, so that nothing is paid twice: send a new request to do so.",
        )
    try:
        return provider.find(context.work())
    except Exception as error:
        raise retry.NotLookedUp(str(error)) from error


def _bought_earlier(turn: Turn, context: Context) -> Wait | None:
    """A call of an earlier run of this work that may have come to something after all: it is taken up again."""
    for purchase in turn.job.earlier:
        provider = guarded(turn.engine, turn.engine.providers.get(purchase.provider))
        if provider is None:
            continue
        ticket = purchase.ticket
        if ticket is None and provider.can_find:
            try:
                ticket = provider.find(dataclasses.replace(context.work(), call_id=purchase.call_id))
            except Exception as error:
                raise retry.NotLookedUp(str(error)) from error
        if ticket is not None:
            turn.engine.log(
                "taken_up", {"job": turn.job.job_id, "call": purchase.call_id, "provider": purchase.provider}
            )
            return Wait(ticket, 0.0, purchase.provider)
    return None


def _stand_in(turn: Turn, context: Context) -> Done:
    job = turn.job
    reason = job.error_message or f"No provider could make the {job.kind}."
    if turn.step.placeholder is None:
        raise StepFailed(job.error_code or "failed", reason)
    return Done(turn.step.placeholder(context, reason), degraded=reason)


def _commit_outcome(turn: Turn, outcome: Done | Wait | FileInfo, seconds: float) -> Job:
    engine, job = turn.engine, turn.job
    if isinstance(outcome, Wait):
        return _commit_wait(turn, outcome, seconds)
    if isinstance(outcome, FileInfo):
        result = storing.result_of(engine, job, outcome)
    else:
        result = storing.store(engine, job, turn.step, outcome, _provider_name(turn, outcome))
    share = outcome.share if isinstance(outcome, Done) else None

    def change(job: Job, slot: Slot) -> tuple[Job, Slot]:
        done = life.finish(job, turn.fence, engine.now(), **result, seconds=job.seconds + seconds)
        return done, leave(slot, job)

    def show(job: Job, slot: Slot) -> dict[FieldPath, Any]:
        return view.finished_view(job, slot, engine.steps)

    def also(job: Job, transaction: Transaction) -> list[Write]:
        return [*release_dependents(job), *_published(job, share, transaction)]

    return change_job(engine, job.project_id, job.job_id, job.slot, change, show=show, also=also)


def _published(job: Job, share: Share | None, transaction: Transaction) -> list[Write]:
    """Make a film public, unless its owner has taken that back: then nobody would know any more that it is."""
    if share is None:
        return []
    known = transaction.get(slot_path(job.project_id, "share")) or {}
    if known.get("share_id") != share.share_id:
        raise StepFailed("unpublished", "The film was unpublished meanwhile.")
    return [Put(share_path(share.share_id), to_data(share))]


def _commit_wait(turn: Turn, outcome: Wait, seconds: float) -> Job:
    engine, provider, now = turn.engine, turn.provider, turn.engine.now()
    provider_id = outcome.provider or (provider.id if provider else str(turn.job.provider))
    if turn.job.provider_job_id and retry.is_too_old(turn.job, now, engine.limits):
        call_off_ticket(engine, provider_id, outcome.ticket)
        late = f"{provider_id} has not made the {turn.job.kind} in time."
        note_outage(engine, provider_id, late)
        raise retry.PossiblyPaid("provider_too_slow", late)

    def change(job: Job, slot: Slot) -> tuple[Job, Slot]:
        waiting = life.wait(job, turn.fence, now, outcome.ticket, outcome.seconds)
        return waiting.model_copy(update={"provider": provider_id, "seconds": job.seconds + seconds}), slot

    try:
        return change_job(engine, turn.job.project_id, turn.job.job_id, turn.job.slot, change)
    except life.Refused:
        data = engine.documents.get(job_path(turn.job.project_id, turn.job.job_id))
        if data is not None and data["state"] == "cancelled":  # it was ordered just when nobody wanted it any more
            call_off_ticket(engine, provider_id, outcome.ticket)
        raise


def _provider_name(turn: Turn, outcome: Done) -> str:
    if outcome.degraded:
        return "placeholder"
    return turn.provider.id if turn.provider else "reelwright"


def _commit_failure(turn: Turn, error: Exception, seconds: float) -> Job:
    """Decide what a failure means, from the job and the error alone, and commit it."""
    engine, now = turn.engine, turn.engine.now()
    engine.log(
        "step_failed",
        {
            "project": turn.job.project_id,
            "job": turn.job.job_id,
            "kind": turn.job.kind,
            "error": f"{type(error).__name__}: {error}",
            "trace": error,
        },
    )

    def change(job: Job, slot: Slot) -> tuple[Job, Slot]:
        settled = retry.after_error(
            job,
            turn.fence,
            now,
            error,
            limits=engine.limits,
            end_of_chain=turn.end_of_chain,
            unclear=turn.unclear and not _was_declined(error),
        )
        settled = settled.model_copy(update={"seconds": job.seconds + seconds})
        return settled, (leave(slot, settled) if settled.state in life.TERMINAL else slot)

    return change_job(engine, turn.job.project_id, turn.job.job_id, turn.job.slot, change)


def _was_declined(error: Exception) -> bool:
    """Whether the provider said that it has not taken the call."""
    declined = isinstance(error, ProviderRefused | ProviderBusy)
    return declined and not isinstance(error, ProviderUnclear | ResultUnusable)
