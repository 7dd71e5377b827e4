"""What a job made goes to Storage, once; and what is there already is not made again."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from functions.engine import view
from functions.engine.engine import Engine
from functions.plan import placeholder_number
from functions.providers.provider import Output
from functions.steps.step import Done, Step
from functions.stores.files import TOKEN_KEY, FileExists, FileInfo
from schemas.job import Job, StoredFile


def kept(engine: Engine, job: Job, step: Step, *, standing_in: bool) -> FileInfo | None:
    """Find the main file in Storage, made by a claim that ended before it could say so, or by somebody else."""
    base = f"{step.prefix(job.project_id, view.where_of(job))}{job.input_hash}"
    if not standing_in:
        found = engine.files.stat(f"{base}{step.suffix}")
        return found if found is not None and found.flaw is None else None
    prefix = base.removesuffix(job.input_hash)
    return next(
        (
            info
            for info in engine.files.list(f"{base}~")
            if info.metadata.get("job") == job.job_id
            and info.path == f"{prefix}{info.metadata['key']}{step.suffix}"
            and info.flaw is None
        ),
        None,
    )


def result_of(engine: Engine, job: Job, info: FileInfo) -> dict[str, Any]:
    """The result of a job whose file is there already. What another job paid is not booked again."""
    beside = [engine.files.stat(path) for path in json.loads(info.metadata.get("extras", "{}")).values()]
    own = info.metadata.get("job") == job.job_id
    cost = float(info.metadata.get("cost_usd", 0.0)) if own else 0.0
    return _result(job, info, [other for other in beside if other is not None], cost=cost)


def store(engine: Engine, job: Job, step: Step, outcome: Done, provider: str) -> dict[str, Any]:
    """Upload what was made, the main file last, so that where it is, all is; gives the result of the job."""
    made = outcome.made
    prefix = step.prefix(job.project_id, view.where_of(job))
    key = _key(engine, job, step, prefix, degraded=outcome.degraded is not None)
    main, *extras = made.files
    paths = [_path(prefix, key, output, output.suffix) for output in extras]
    metadata = _metadata(job, outcome, key, provider, engine.now())
    stored = [_put(engine, path, output, metadata) for path, output in zip(paths, extras, strict=True)]
    listed = {output.suffix: path for output, path in zip(extras, paths, strict=True) if not _is_bulk(output.suffix)}
    metadata |= {"extras": json.dumps(listed)}
    found = _put(engine, _path(prefix, key, main, step.suffix), main, metadata)
    result = _result(job, found, stored, cost=made.cost_usd)
    return {**result, "facts": {**result["facts"], **made.result}}


def _result(job: Job, main: FileInfo, beside: list[FileInfo], *, cost: float) -> dict[str, Any]:
    """What the job says of its files, read off the main one, so that both always say the same."""
    metadata = main.metadata
    note = {"note": metadata["note"]} if "note" in metadata else {}
    return {
        "key": metadata["key"],
        "files": tuple(_stored(info) for info in [*beside, main]),
        "facts": {**json.loads(metadata.get("facts", "{}")), **note},
        "degraded": metadata.get("degraded"),
        "provider": metadata.get("provider"),
        "cost_usd": job.cost_usd + cost,
    }


def _key(engine: Engine, job: Job, step: Step, prefix: str, *, degraded: bool) -> str:
    if not degraded:
        return job.input_hash
    taken = {info.path for info in engine.files.list(f"{prefix}{job.input_hash}~")}
    return f"{job.input_hash}~{placeholder_number(job.input_hash, prefix, step.suffix, taken) + 1}"


def _path(prefix: str, key: str, output: Output, suffix: str) -> str:
    return f"{prefix}{output.folder}/{key}{suffix}" if output.folder else f"{prefix}{key}{suffix}"


def _is_bulk(suffix: str) -> bool:
    """Media segments are named in the main file, not in its metadata, which holds 8 KiB."""
    return "/" in suffix


def _put(engine: Engine, path: str, output: Output, metadata: Mapping[str, str]) -> FileInfo:
    token = {TOKEN_KEY: output.token} if output.token else {}
    return _put_once(engine, path, output.path, output.content_type, {**metadata, **token})


def _put_once(engine: Engine, path: str, source: Path, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
    try:
        return engine.files.put(path, source, content_type=content_type, metadata=metadata)
    except FileExists:
        found = engine.files.stat(path)
        if found is None:
            raise
        if found.flaw is None:
            return found  # an earlier, slower claim has stored it: the same inputs, so it is kept
        engine.log("file_replaced", {"path": path, "flaw": found.flaw})
        return engine.files.replace(found, source, content_type=content_type, metadata=metadata)


def _stored(info: FileInfo) -> StoredFile:
    return StoredFile(path=info.path, sha256=info.metadata["sha256"], size=info.size, content_type=info.content_type)


def _metadata(job: Job, outcome: Done, key: str, provider: str, now: datetime) -> dict[str, str]:
    made = outcome.made
    metadata = {
        "kind": job.kind,
        "key": key,
        "job": job.job_id,
        "provider": provider,
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
