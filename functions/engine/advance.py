"""Advance one job: claim it, run its step, commit the outcome; guarded by the fence all the way."""

import contextlib
import contextvars
import json
import shutil
import tempfile
import threading
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from functions.engine import after, life, retry, view
from functions.engine.commit import change_job, leave, release_dependents
from functions.engine.engine import Engine, Slot, job_path, share_path, to_data
from functions.plan import placeholder_number
from functions.providers.provider import Output, Provider
from functions.steps.step import Context, Done, Step, StepFailed, Wait
from functions.stores.documents import FieldPath, NotFound, Put, Write
from functions.stores.files import TOKEN_KEY, FileExists, FileInfo
from schemas.job import Advance, Job, StoredFile

_RENEW_SECONDS = 30.0


@dataclass
class Turn:
    """One claim of one job, while it is being worked on."""

    engine: Engine
    job: Job
    step: Step
    fence: int
    slot: str
    interrupted: bool

    @property
    def provider(self) -> Provider | None:
        """The provider whose turn it is; None for a step without, or when the chain is at its end."""
        chain = self.engine.chain(self.job.kind) if self.step.provided else ()
        return self.engine.providers[chain[self.job.provider_index]] if self.job.provider_index < len(chain) else None

    @property
    def exhausted(self) -> bool:
        """Whether everybody who could make it has been tried, so that only a placeholder is left."""
        return self.job.provider_index >= (len(self.engine.chain(self.job.kind)) if self.step.provided else 1)


def advance(engine: Engine, message: Advance) -> None:
    """Advance the job that a message names. One that cannot be claimed is left alone: the event was late or double."""
    job = _work(engine, message)
    while job is not None and retry.handed_on(job):
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
        with _working(turn, message.progress_every) as context:
            outcome = _run(turn, context)
            return _commit_outcome(turn, context, outcome, time.monotonic() - started)
    except life.Refused as refused:
        engine.log("stale", {"job": turn.job.job_id, "fence": turn.fence, "reason": str(refused)})
        return None
    except Exception as error:
        return _commit_failure(turn, error, time.monotonic() - started)


def _take(engine: Engine, message: Advance) -> Turn | None:
    data = engine.documents.get(job_path(message.project_id, message.job_id))
    if data is None:
        engine.log("unknown_job", {"project": message.project_id, "job": message.job_id})
        return None
    seen = Job(**data)
    step, now = engine.steps[seen.kind], engine.now()
    interrupted = False

    def change(job: Job, slot: Slot) -> tuple[Job, Slot]:
        nonlocal interrupted
        if slot.deleted:
            return life.cancel(job, now, "The scene was deleted."), leave(slot, job)
        if slot.current not in {None, job.job_id}:
            raise life.SlotBusy("the scene is busy with another job")
        interrupted = life.interrupted_call(job)
        chain = engine.chain(job.kind) if step.provided else ()
        remote = job.provider_index < len(chain) and engine.providers[chain[job.provider_index]].remote
        taken = life.claim(job, now, remote=remote)
        return taken, slot.model_copy(update={"current": job.job_id, "shown": job.job_id})

    try:
        job = change_job(engine, message.project_id, message.job_id, seen.slot, change)
    except (life.Refused, NotFound) as refused:
        engine.log("not_claimed", {"job": message.job_id, "reason": str(refused)})
        after.not_claimed(engine, seen, busy=isinstance(refused, life.SlotBusy))
        return None
    if job.state != "processing":
        after.ended_or_waiting(engine, job)
        return None
    return Turn(engine, job, step, job.fence, seen.slot, interrupted)


@contextlib.contextmanager
def _working(turn: Turn, progress_every: float) -> Iterator[Context]:
    """Give the step its context; keep the lease alive and the progress shown while it runs; clean up behind it."""
    turn.engine.scratch.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{turn.job.kind}-", dir=turn.engine.scratch))
    stop, progress = threading.Event(), _Progress(turn, progress_every)
    context = contextvars.copy_context()
    heart = threading.Thread(target=context.run, args=(progress.beat, stop), daemon=True)
    heart.start()
    try:
        yield Context(
            job=turn.job,
            files=turn.engine.files,
            folder=folder,
            report=progress.report,
            provider=turn.provider,
            now=turn.engine.now(),
            bucket=turn.engine.bucket,
        )
    finally:
        stop.set()
        heart.join()
        shutil.rmtree(folder, ignore_errors=True)


class _Progress:
    """Writes progress within the budget, and at least a renewal every 30 s. One thread writes: the heart."""

    def __init__(self, turn: Turn, every: float) -> None:
        self._turn, self._every = turn, max(every, 0.2)
        self._percent = turn.job.progress
        self._written = turn.job.progress
        self._written_at = time.monotonic()

    def report(self, fraction: float) -> None:
        self._percent = max(self._percent, min(99, int(fraction * 100)))

    def beat(self, stop: threading.Event) -> None:
        while not stop.wait(min(self._every, 1.0)):
            waited = time.monotonic() - self._written_at
            if (self._percent > self._written and waited >= self._every) or waited >= _RENEW_SECONDS:
                try:
                    self._write()
                except life.Refused:
                    return  # another claim has taken over; the commit will notice
                except Exception as error:  # a lost progress write costs nothing; the next beat tries again
                    self._turn.engine.log("progress_failed", {"job": self._turn.job.job_id, "error": str(error)})
                self._written_at = time.monotonic()

    def _write(self) -> None:
        turn, percent = self._turn, self._percent
        now = turn.engine.now()
        change_job(
            turn.engine,
            turn.job.project_id,
            turn.job.job_id,
            turn.slot,
            lambda job, slot: (life.renew(job, turn.fence, now, percent), slot),
            show=lambda job, _slot: view.progress_view(job),
        )
        self._written = percent


def _run(turn: Turn, context: Context) -> Done | Wait:
    """Run the step, after looking up a call that an earlier claim may have made."""
    job, step, provider = turn.job, turn.step, turn.provider
    if turn.exhausted:
        reason = job.error_message or f"No provider could make the {job.kind}."
        return _stand_in(turn, context, reason)
    if turn.interrupted and provider is not None and provider.remote and not job.provider_job_id:
        ticket = _look_up(context, provider)
        if ticket is not None:
            return Wait(ticket, 0.0)
    return step.run(context)


def _look_up(context: Context, provider: Provider) -> str | None:
    if not provider.can_find:
        raise retry.SubmitUnknown(
            f"{provider.id} may or may not have been asked to make this, and cannot tell. Nothing is sent again by "
            "itself, so that nothing is paid twice: retry or cancel it."
        )
    return provider.find(context.work())


def _stand_in(turn: Turn, context: Context, reason: str) -> Done:
    if turn.step.placeholder is None:
        raise StepFailed(turn.job.error_code or "failed", reason)
    return Done(turn.step.placeholder(context, reason), degraded=reason)


def _commit_outcome(turn: Turn, context: Context, outcome: Done | Wait, seconds: float) -> Job:
    engine, now = turn.engine, turn.engine.now()
    if isinstance(outcome, Wait):
        waiting = change_job(
            engine,
            turn.job.project_id,
            turn.job.job_id,
            turn.slot,
            lambda job, slot: (
                life.wait(job, turn.fence, now, outcome.ticket, outcome.seconds).model_copy(
                    update={"provider": turn.provider.id if turn.provider else None, "seconds": job.seconds + seconds}
                ),
                slot,
            ),
        )
        retry.wake(engine, waiting)
        return waiting
    key, files = _store(turn, outcome)
    facts = _facts(outcome)
    result = {
        "key": key,
        "files": files,
        "facts": {**facts, **outcome.made.result},
        "degraded": outcome.degraded,
        "provider": _provider_name(turn, outcome),
        "cost_usd": turn.job.cost_usd + outcome.made.cost_usd,
        "seconds": turn.job.seconds + seconds,
    }

    def change(job: Job, slot: Slot) -> tuple[Job, Slot]:
        return life.finish(job, turn.fence, engine.now(), **result), leave(slot, job)

    def show(job: Job, slot: Slot) -> dict[FieldPath, Any]:
        return view.finished_view(job, slot, engine.steps)

    def also(job: Job) -> list[Write]:
        share = [Put(share_path(outcome.share.share_id), to_data(outcome.share))] if outcome.share else []
        return [*release_dependents(job), *share]

    return change_job(engine, turn.job.project_id, turn.job.job_id, turn.slot, change, show=show, also=also)


def _provider_name(turn: Turn, outcome: Done) -> str:
    if outcome.degraded:
        return "placeholder"
    return turn.provider.id if turn.provider else "reelwright"


def _facts(outcome: Done) -> dict[str, Any]:
    note = {"note": outcome.made.note} if outcome.made.note else {}
    return {**outcome.made.facts, **note}


def _store(turn: Turn, outcome: Done) -> tuple[str, tuple[StoredFile, ...]]:
    """Upload what was made: the main file last, so that where it is, all is."""
    job, step, engine = turn.job, turn.step, turn.engine
    prefix = step.prefix(job.project_id, view.where_of(job))
    key = job.input_hash
    if outcome.degraded:
        taken = {info.path for info in engine.files.list(f"{prefix}{job.input_hash}~")}
        key = f"{job.input_hash}~{placeholder_number(job.input_hash, prefix, step.suffix, taken) + 1}"
    main, *extras = outcome.made.files
    names = {
        output: _name(prefix, key, output, step.suffix if output is main else output.suffix)
        for output in [*extras, main]
    }
    stored = []
    for output, path in names.items():
        metadata = _metadata(turn, outcome, key, engine.now())
        if output is main:
            metadata["extras"] = json.dumps({o.suffix: names[o] for o in extras if not _bulk(o.suffix)})
        if output.token:
            metadata[TOKEN_KEY] = output.token
        info = _put_once(engine, path, output.path, output.content_type, metadata)
        stored.append(
            StoredFile(path=path, sha256=info.metadata["sha256"], size=info.size, content_type=info.content_type)
        )
    return key, tuple(stored)


def _name(prefix: str, key: str, output: Output, suffix: str) -> str:
    return f"{prefix}{output.folder}/{key}{suffix}" if output.folder else f"{prefix}{key}{suffix}"


def _bulk(suffix: str) -> bool:
    """Media segments are named in the main file, not in its metadata, which holds 8 KiB."""
    return "/" in suffix


def _put_once(engine: Engine, path: str, source: Path, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
    try:
        return engine.files.put(path, source, content_type=content_type, metadata=metadata)
    except FileExists:
        found = engine.files.stat(path)  # an earlier, slower claim has stored it: the same inputs, so it is kept
        if found is None or "sha256" not in found.metadata:
            raise
        return found


def _metadata(turn: Turn, outcome: Done, key: str, now: datetime) -> dict[str, str]:
    job, made = turn.job, outcome.made
    metadata = {
        "kind": job.kind,
        "key": key,
        "job": job.job_id,
        "provider": _provider_name(turn, outcome),
        "model": made.model,
        "cost_usd": f"{made.cost_usd:.6f}",
        "made_at": now.isoformat(),
        "facts": json.dumps(dict(made.facts), ensure_ascii=True, default=list),
    }
    if made.note:
        metadata["note"] = made.note
    if outcome.degraded:
        metadata["degraded"] = outcome.degraded[:500]
    return metadata


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
            "trace": traceback.format_exc(limit=8),
        },
    )

    def change(job: Job, slot: Slot) -> tuple[Job, Slot]:
        settled = retry.after_error(job, turn.fence, now, error, limits=engine.limits, exhausted=turn.exhausted)
        settled = settled.model_copy(update={"seconds": job.seconds + seconds})
        return settled, (leave(slot, settled) if settled.state in life.TERMINAL else slot)

    job = change_job(engine, turn.job.project_id, turn.job.job_id, turn.slot, change)
    if not retry.handed_on(job):
        retry.wake(engine, job)
    return job
