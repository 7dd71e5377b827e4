"""Reconciliation: a project's jobs and document are made to agree with its files. Nothing is deleted or bought.

First the jobs: one whose file is there is completed, one that nothing was heard of for too long fails. Then the
document, field by field, each only if it still says what it said when it was compared.
"""

import dataclasses
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from functions.engine import after, life, storing, view
from functions.engine.commit import change_job, leave, release_dependents
from functions.engine.dispatch import dispatch
from functions.engine.engine import Engine, Slot, job_path, project_path
from functions.media.probe import verify
from functions.media.runner import MediaError
from functions.reconcile import Change, Comparison, Seen, compare, looks_busy
from functions.stores.documents import DELETE, Contention, NotFound, Transaction, Update, value_at
from functions.stores.files import FileInfo, NoSuchFile, upload_path
from schemas.content import FilmContent
from schemas.job import Job
from schemas.project import Kind, Project
from schemas.reconcile import Correction, FlawedFile, Reconciliation

_TRIES = 5
_LISTED = 100
"""Flawed files, and corrections, that a report names."""


class Unreadable(Exception):
    """There is no such project, or its document is not one: nothing can be said of it."""


def reconcile(engine: Engine, project_id: str, *, dry_run: bool = False) -> Reconciliation:
    """Make a project's document and jobs agree with its files, and report what was found and done.

    A project that is right costs one read and one listing. With `dry_run` nothing is written.

    Raises:
        Unreadable: there is no such project, or its document is not one.
        Contention: it was changed by others again and again meanwhile.
    """
    first, corrections = None, list[Correction]()
    for _ in range(_TRIES):
        seen = _look(engine, project_id)
        first = first or seen.project
        settled = [] if dry_run else _settle_jobs(engine, seen)
        corrections += settled
        if settled:
            continue  # their commits have changed the document
        comparison, seen = _verified(engine, seen, dry_run=dry_run)
        if dry_run or _apply(engine, project_id, comparison):
            corrections += [_correction(change) for change in comparison.changes]
            return _report(engine, first, seen, comparison, corrections)
    raise Contention(f"{project_id} changes all the time")


def _look(engine: Engine, project_id: str) -> Seen:
    data = engine.documents.get(project_path(project_id))
    if data is None:
        raise Unreadable(f"There is no project {project_id}.")
    try:
        project = Project.model_validate(data)
    except ValueError as error:
        raise Unreadable(f"The document of {project_id} is not a project: {error}") from error
    pinned = {kind: step.version for kind, step in engine.steps.items()} | dict(project.step_versions)
    content = FilmContent.of(project).model_copy(update={"step_versions": pinned})
    uploads = upload_path(project_id, "")  # these are as they came, and nothing of what the film is made of
    listed = engine.files.list(f"projects/{project_id}/")
    files = {info.path: info for info in listed if not info.path.startswith(uploads)}
    jobs = _jobs(engine, project_id, data) if looks_busy(project) else {}
    return Seen(data, project, content, files, jobs)


def _jobs(engine: Engine, project_id: str, data: dict[str, Any]) -> dict[str, Job]:
    """The jobs under way, and those that the document shows."""
    live = engine.documents.query(f"projects/{project_id}/jobs", [("state", "in", ["queued", "processing"])])
    jobs = {found.id: Job.model_validate(found.data) for found in live}
    places = [*data.get("scenes", {}).values(), *(data.get(root) or {} for root in view.ROOTS.values())]
    places += data.get("exports", {}).values()
    shown = {str((place.get("active_job") or {}).get("job_id")) for place in places} - {"None"} - set(jobs)
    found = engine.documents.get_all(job_path(project_id, job_id) for job_id in sorted(shown) if "/" not in job_id)
    return jobs | {job.job_id: job for job in (Job.model_validate(each) for each in found.values())}


def _settle_jobs(engine: Engine, seen: Seen) -> list[Correction]:
    """Complete the jobs whose file is there, fail those nobody has heard of for too long, send on what is overdue."""
    corrections, overdue = [], False
    for job in seen.jobs.values():
        step, now = engine.steps[job.kind], engine.now()
        if job.state in life.TERMINAL or (job.lease_until is not None and job.lease_until > now):
            continue
        path = f"{step.prefix(job.project_id, view.where_of(job))}{job.input_hash}{step.suffix}"
        info = seen.files.get(path)
        stale = life.is_stale(job, now, engine.limits.patience(job.kind))
        if info is not None and info.flaw is None and _flaw_inside(engine, info, job.kind) is None:
            reason = "Its file is in Storage."
            settled = _settle(engine, job, info)
        elif stale:
            reason = "Nothing was heard of it for too long."
            settled = _settle(engine, job, None)
        else:
            overdue = overdue or (job.next_at is not None and job.next_at <= now)
            continue
        if settled is not None:
            after.ended_or_waiting(engine, settled)
            corrections.append(
                Correction(where=f"jobs/{job.job_id}", before=job.state, after=settled.state, reason=reason)
            )
    if overdue:
        dispatch(engine)
    return corrections


def _settle(engine: Engine, seen: Job, info: FileInfo | None) -> Job | None:
    """Complete a job with its file, or let it expire without; None when it has changed since it was looked at."""
    result = None if info is None else storing.result_of(engine, seen, info)
    own = info is not None and info.metadata.get("job") == seen.job_id

    def change(job: Job, slot: Slot) -> tuple[Job, Slot]:
        if (job.fence, job.state, job.updated_at) != (seen.fence, seen.state, seen.updated_at):
            raise life.Refused("it has changed meanwhile")
        now = engine.now()
        settled = life.expire(job, now) if result is None else life.adopt(job, now, own=own, **result)
        return settled, leave(slot, job)

    try:
        return change_job(
            engine,
            seen.project_id,
            seen.job_id,
            seen.slot,
            change,
            show=lambda job, slot: view.whole_view(job, slot, engine.steps),
            also=lambda job, _transaction: release_dependents(job),
        )
    except (life.Refused, NotFound):
        return None


def _verified(engine: Engine, seen: Seen, *, dry_run: bool) -> tuple[Comparison, Seen]:
    """Compare; read whatever the document is to name for the first time, and compare again without what is no good."""
    known: set[str] = set()
    while True:
        comparison = compare(seen, engine.steps, engine.now())
        unknown = {path: kind for path, kind in comparison.adopted.items() if path not in known}
        if not unknown:
            return comparison, seen
        known |= set(unknown)
        for path, kind in unknown.items():
            flaw = _flaw_inside(engine, seen.files[path], kind)
            if flaw is not None:
                seen = _without(engine, seen, path, flaw, dry_run=dry_run)


def _without(engine: Engine, seen: Seen, path: str, flaw: str, *, dry_run: bool) -> Seen:
    """The same without a file that is not what its name says; which is written on it, so that it is made again."""
    if not dry_run:
        engine.files.reject(path, flaw)
        engine.log("file_rejected", {"path": path, "flaw": flaw})
    info = seen.files[path]
    rejected = dataclasses.replace(info, metadata={**info.metadata, "rejected": flaw})
    return dataclasses.replace(seen, files={**seen.files, path: rejected})


def _flaw_inside(engine: Engine, info: FileInfo, kind: Kind | None) -> str | None:
    """Read a whole file: is its content what was stored, and the media that its kind's main file is?"""
    media = engine.steps[kind].media if kind else None
    with tempfile.TemporaryDirectory(prefix="reconcile-") as folder:
        local = Path(folder, f"file{Path(info.path).suffix}")
        try:
            engine.files.fetch(info.path, local)
            if media is not None:
                verify(local, media)
        except NoSuchFile:
            return "Its content is not what was stored."
        except MediaError as error:
            return f"It is not what its name says: {error.message}"
    return None


def _apply(engine: Engine, project_id: str, comparison: Comparison) -> bool:
    """Write the changes, if every field still says what it said; gives whether that was so."""
    if not comparison.changes:
        return True
    path = project_path(project_id)

    def body(transaction: Transaction) -> bool:
        data = transaction.get(path)
        if data is None or any(value_at(data, change.path) != change.before for change in comparison.changes):
            return False
        gone = [c.before for c in comparison.changes if c.after is DELETE and str(c.before).startswith("projects/")]
        if any(_is_there(engine, each) for each in gone):
            return False  # it has been made again since
        transaction.write(Update(path, {change.path: change.after for change in comparison.changes}))
        return True

    return engine.documents.transact(body)


def _is_there(engine: Engine, path: str) -> bool:
    info = engine.files.stat(path)
    return info is not None and info.flaw is None


def _correction(change: Change) -> Correction:
    after_it = None if change.after is DELETE else change.after
    return Correction(where=".".join(change.path), before=change.before, after=after_it, reason=change.reason)


def _report(
    engine: Engine, first: Project, seen: Seen, comparison: Comparison, corrections: Iterable[Correction]
) -> Reconciliation:
    """What was found first, what is so now, and what was done between."""
    listed = tuple(corrections)
    flawed = [FlawedFile(path=path, reason=info.flaw) for path, info in seen.files.items() if info.flaw is not None]
    report = Reconciliation(
        project_id=seen.project.id,
        original_status=first.status,
        corrected_status=comparison.status,
        claimed_clips=sum(scene.assets.video_path is not None for scene in first.film_scenes()),
        verified_clips=comparison.verified,
        missing_clips=comparison.scenes - comparison.verified,
        action="corrected" if listed else "none",
        corrections=listed[:_LISTED],
        flawed_files=tuple(flawed[:_LISTED]),
    )
    if listed:
        engine.log(
            "reconciled", {"project": report.project_id, "corrections": len(listed), "status": comparison.status}
        )
    return report
