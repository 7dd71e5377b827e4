"""The comparison of a project's document with its files: what the document should say, and why. Pure.

Storage is the truth. A file counts when it verifies (`FileInfo.flaw`); what is at the address of something the film is
made of belongs in the document; a path to nothing does not. A file that verifies but was made for an older text is
stale, not missing: it stays until something newer exists.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from functions.plan import plan
from functions.steps.step import Step
from functions.stores.documents import DELETE, Data, FieldPath, value_at
from functions.stores.files import FileInfo
from schemas.content import FilmContent
from schemas.job import Job
from schemas.project import ActiveJob, Kind, Project, ProjectStatus, Scene

_LIVE = frozenset({"queued", "processing"})
_UNSEEN: frozenset[Kind] = frozenset({"moods", "storyboard", "publish"})
"""Kinds whose files become content, or are shown only as long as the film is published."""
_SCENE_PATHS: Mapping[str, Kind] = {
    "composition_path": "composition",
    "image_path": "image",
    "thumbnail_path": "image",
    "video_path": "video",
    "audio_path": "audio",
    "captions_path": "captions",
    "effects_path": "effects",
    "segment_path": "segment",
}
_FILM_FACTS = ("duration_seconds", "width", "height", "generated_at")
_PROJECT_PATHS = {
    "music": ("audio_path",),
    "soundtrack": ("audio_path",),
    "film": ("video_path", "captions_path", "subtitles_path", "transitions", "cards"),
    "publication": (
        *("poster_path", "gif_path", "hls_path", "video_path"),
        *("thumbnail_paths", "sprite_path", "rendition_paths"),
    ),
}
_ROOTS = ("storyboard", "moods", "music", "soundtrack", "film", "publication")


@dataclass(frozen=True)
class Change:
    """A field of the document that should be another; `after` may be DELETE."""

    path: FieldPath
    before: Any
    after: Any
    reason: str


@dataclass(frozen=True)
class Comparison:
    """What was found. `adopted` are the files that the document is to name and does not, each with the kind whose main
    file it is, None for one that lies beside a main file."""

    status: ProjectStatus
    verified: int
    scenes: int
    changes: tuple[Change, ...]
    adopted: Mapping[str, Kind | None]


@dataclass(frozen=True)
class Seen:
    """Everything that a comparison looks at, as it was at one moment."""

    data: Data
    project: Project
    content: FilmContent
    files: Mapping[str, FileInfo]
    """Path to object, all that the project has."""
    jobs: Mapping[str, Job]
    """The jobs that are not over, and those that the document shows as not over."""

    @property
    def sound(self) -> set[str]:
        """Paths of the files that are what their names say."""
        return {path for path, info in self.files.items() if info.flaw is None}

    @property
    def in_flight(self) -> bool:
        """Whether anything is still to come."""
        return any(job.state in _LIVE for job in self.jobs.values())


def looks_busy(project: Project) -> bool:
    """Whether the document speaks of work in flight, so that the jobs have to be looked at."""
    return project.status == "generating" or any(shown.status in _LIVE for _, shown in _shown_jobs(project))


def compare(seen: Seen, steps: Mapping[Kind, Step], now: datetime) -> Comparison:
    """Work out what the document should say."""
    sound = seen.sound
    fields, kinds = _present(seen, steps, sound)
    changes = {path: change for path, value in fields.items() if (change := _difference(seen.data, path, value))}
    adopted = {str(change.after): kinds.get(change.after) for change in changes.values() if _names_file(change.after)}
    for path, value in _claims(seen.project):
        if value not in sound and path not in changes and fields.get(path, value) == value:
            reason = seen.files[value].flaw if value in seen.files else None
            changes |= _without(seen.data, path, f"The file is not in Storage. {reason or ''}".strip())
    changes |= {change.path: change for change in _jobs_shown(seen, fields)}
    scenes = seen.project.film_scenes()
    verified = sum(_after(seen.data, changes, _clip(scene)) in sound for scene in scenes)
    status = _status(seen, scenes=len(scenes), verified=verified)
    if status != seen.project.status:
        clips = f"{verified} of {len(scenes)} clips are there, {'work' if seen.in_flight else 'nothing'} is in flight."
        changes[("status",)] = Change(("status",), seen.project.status, status, clips)
    changes |= _stats(seen, scenes=len(scenes), verified=verified, now=now)
    return Comparison(status, verified, len(scenes), tuple(changes.values()), adopted)


def _clip(scene: Scene) -> FieldPath:
    return ("scenes", scene.id, "assets", "video_path")


def _present(seen: Seen, steps: Mapping[Kind, Step], sound: set[str]) -> tuple[dict[FieldPath, Any], dict[str, Kind]]:
    """The fields that show what exists at the addresses of the film's parts, and the kind of each main file.

    A moment that is there stays.
    """
    fields: dict[FieldPath, Any] = {}
    kinds: dict[str, Kind] = {}
    for node in plan(seen.content, steps, seen.files, heal=False).values():
        if node.asset is None or node.kind in _UNSEEN:
            continue
        kinds[node.asset.path] = node.kind
        for path, value in steps[node.kind].view(node.asset).items():
            if path[-1] != "generated_at" or value_at(seen.data, path) is None:
                fields[path] = DELETE if value is None or (_names_file(value) and value not in sound) else value
    return fields, kinds


def _difference(data: Data, path: FieldPath, value: Any) -> Change | None:
    before = value_at(data, path)
    if timeless(before) == timeless(value):
        return None
    if not _names_file(value):
        reason = "It does not say what the file in Storage says."
    elif before is None:
        reason = "The file is in Storage, and the document did not know it."
    else:
        reason = "The file for what the film says now is in Storage; the document names another."
    return Change(path, before, value, reason)


def _names_file(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("projects/")


def _claims(project: Project) -> Iterator[tuple[FieldPath, str]]:
    """Every path that the document names, by its field."""
    for scene in project.film_scenes():
        for name in _SCENE_PATHS:
            if (value := getattr(scene.assets, name)) is not None:
                yield ("scenes", scene.id, "assets", name), value
    for root, names in _PROJECT_PATHS.items():
        for name in names:
            value = getattr(getattr(project, root), name)
            if isinstance(value, dict):
                yield from (((root, name, each), path) for each, path in value.items())
            elif value is not None:
                yield (root, name), value
    for name, export in project.exports.items():
        if export.path is not None:
            yield ("exports", name, "path"), export.path


def _without(data: Data, path: FieldPath, reason: str) -> dict[FieldPath, Change]:
    """Take a path out of the document, with what is said of the file there."""
    gone = [path]
    if path[0] == "scenes" and path[-1] != "thumbnail_path":
        kind = _SCENE_PATHS[path[-1]]
        gone += [(*path[:-1], "placeholders", kind), (*path[:-1], "notes", kind)]
    elif path == ("film", "video_path"):
        gone += [("film", name) for name in _FILM_FACTS]
    elif path == ("soundtrack", "audio_path"):
        gone += [("soundtrack", "duration_seconds")]
    elif path == ("music", "audio_path"):
        gone += [("music", "placeholders", "music"), ("music", "notes", "music"), ("music", "description")]
    return {
        each: Change(each, value_at(data, each), DELETE, reason) for each in gone if value_at(data, each) is not None
    }


def _shown_jobs(project: Project) -> Iterator[tuple[FieldPath, ActiveJob]]:
    for scene in project.film_scenes():
        if scene.active_job is not None:
            yield ("scenes", scene.id, "active_job"), scene.active_job
    for root in _ROOTS:
        shown = getattr(project, root).active_job
        if shown is not None:
            yield (root, "active_job"), shown
    for name, export in project.exports.items():
        if export.active_job is not None:
            yield ("exports", name, "active_job"), export.active_job


def _jobs_shown(seen: Seen, fields: Mapping[FieldPath, Any]) -> Iterator[Change]:
    """Jobs that the document shows as under way, and that are over or never were."""
    for path, shown in _shown_jobs(seen.project):
        job = seen.jobs.get(shown.job_id)
        if shown.status not in _LIVE or (job is not None and job.state == shown.status):
            continue
        named = [name for name in fields if name[:2] == path[:2] and _kind_of(name) == shown.type]
        status: str = "failed"
        message: str | None = "It was never finished. Produce again to make it."
        if job is not None:
            status, message = job.state, job.error_message
        elif any(fields[name] is not DELETE for name in named):
            status, message = "completed", None
        after: dict[FieldPath, Any] = {(*path, "status"): status, (*path, "error_message"): message}
        if status == "completed":
            after[(*path, "progress")] = 100
        for field, value in after.items():
            if value_at(seen.data, field) != value:
                yield Change(
                    field, value_at(seen.data, field), value, "The document showed a job that is not under way."
                )


def _kind_of(path: FieldPath) -> Kind | None:
    """The kind whose main file a field names."""
    if path[0] == "scenes":
        return _SCENE_PATHS.get(path[-1])
    if path == ("music", "audio_path"):
        return "music"
    if path == ("soundtrack", "audio_path"):
        return "soundtrack"
    if path[0] == "exports":
        return "export"
    return "film" if path == ("film", "video_path") else None


def _status(seen: Seen, *, scenes: int, verified: int) -> ProjectStatus:
    original = seen.project.status
    if scenes and verified == scenes:
        return "ready"
    if seen.in_flight:
        return "generating"
    if scenes and verified == 0 and original in {"generating", "error"}:
        return "error"
    return "draft"


def _stats(seen: Seen, *, scenes: int, verified: int, now: datetime) -> dict[FieldPath, Change]:
    before = seen.project.stats
    if before is not None and (before.total_scenes, before.completed_scenes) == (scenes, verified):
        return {}
    if before is None and not scenes:
        return {}
    after = {"total_scenes": scenes, "completed_scenes": verified, "last_activity": now}
    return {("stats",): Change(("stats",), seen.data.get("stats"), after, "The scenes and their clips were counted.")}


def _after(data: Data, changes: Mapping[FieldPath, Change], path: FieldPath) -> Any:
    return changes[path].after if path in changes else value_at(data, path)


def timeless(value: Any) -> Any:
    """A value without the moments it was made at, with lists for tuples and nothing for what is to be deleted."""
    if isinstance(value, dict):
        return {name: timeless(each) for name, each in value.items() if name != "generated_at" and each is not DELETE}
    if isinstance(value, list | tuple):
        return [timeless(each) for each in value]
    return None if value is DELETE else value
