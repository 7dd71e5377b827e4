"""Live progress: one bar a scene and one for the film, drawn from nothing but what a listener sees."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from functions.steps.step import Where
from functions.steps.table import STEPS
from schemas.content import FilmContent
from schemas.project import ActiveJob, Kind, Project, Scene

_SCENE_SHARES: dict[Kind, int] = {
    "composition": 3,
    "image": 12,
    "audio": 12,
    "captions": 3,
    "video": 45,
    "effects": 8,
    "segment": 25,
}
"""How much of a scene's work each kind is, roughly, in the order in which they run."""
_WORDS = {
    "composition": "composing the shot",
    "image": "drawing",
    "audio": "speaking",
    "captions": "captioning",
    "video": "moving the camera",
    "segment": "rendering",
    "music": "composing music",
    "effects": "making sounds",
    "soundtrack": "mixing the sound",
    "film": "joining",
    "export": "encoding",
    "publish": "publishing",
    "moods": "finding a mood",
    "storyboard": "writing the storyboard",
}
_WAITING = "waiting"


class Seen:
    """Everything that a listener saw of each job: statuses and progress in order."""

    def __init__(self) -> None:
        self.jobs: dict[str, dict[str, object]] = {}
        self._history: dict[str, list[tuple[str, int]]] = {}

    def note(self, where: str, job: ActiveJob | None) -> None:
        """Add what a snapshot shows of a job."""
        if job is None:
            return
        history = self._history.setdefault(job.job_id, [])
        if not history or history[-1] != (job.status, job.progress):
            history.append((job.status, job.progress))
        self.jobs[job.job_id] = {
            "where": where,
            "type": job.type,
            "statuses": list(dict.fromkeys(status for status, _ in history)),
            "progress": [progress for _, progress in history],
        }


class LiveProgress:
    """The bars. Where the output is no terminal, a line whenever something else is done."""

    def __init__(self, console: Console) -> None:
        self.seen = Seen()
        self._console = console
        self._bars = Progress(
            TextColumn("{task.fields[name]}", markup=False),
            BarColumn(bar_width=28),
            TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[doing]}", markup=False, style="dim"),
            TimeElapsedColumn(),
            console=console,
        )
        self._tasks: dict[str, TaskID] = {}
        self._told: dict[str, str] = {}

    @contextmanager
    def shown(self) -> Iterator[Self]:
        """Show the bars while inside."""
        if self._console.is_terminal:
            with self._bars:
                yield self
        else:
            yield self

    def update(self, project: Project) -> None:
        """Draw a state of the project."""
        scenes, content = project.film_scenes(), FilmContent.of(project)
        percents = {scene.id: _scene_percent(content, scene) for scene in scenes}
        for scene in scenes:
            self.seen.note(scene.id, scene.active_job)
            name = f"{scene.scene_number:>2} {scene.title[:28]:<28}"
            self._draw(scene.id, name, percents[scene.id], _doing(scene.active_job))
        parts: dict[str, ActiveJob | None] = {
            "storyboard": project.storyboard.active_job,
            "moods": project.moods.active_job,
            "music": project.music.active_job,
            "soundtrack": project.soundtrack.active_job,
            "film": project.film.active_job,
            "publish": project.publication.active_job,
            **{name: export.active_job for name, export in project.exports.items()},
        }
        for where, job in parts.items():
            self.seen.note(where, job)
        working = next((j for j in parts.values() if j and j.status == "processing"), None)
        done = sum(percents.values()) / max(1, len(scenes)) * 0.9
        done += 5 * _ended(parts["film"]) + 5 * _ended(parts["publish"])
        self._draw("film", f"{'FILM':<31}", done, _doing(working))

    def _draw(self, key: str, name: str, percent: float, doing: str) -> None:
        if not self._console.is_terminal:
            if doing != _WAITING and self._told.get(key) != doing:
                self._console.print(f"{name.strip()}: {doing}", markup=False, highlight=False)
                self._told[key] = doing
            return
        if key not in self._tasks:
            self._tasks[key] = self._bars.add_task("", total=100, name=name, doing=doing)
        self._bars.update(self._tasks[key], completed=percent, name=name, doing=doing)


def _scene_percent(content: FilmContent, scene: Scene) -> float:
    job = scene.active_job
    if scene.assets.segment_path and (job is None or job.status == "completed"):
        return 100.0
    wanted = {kind: share for kind, share in _SCENE_SHARES.items() if STEPS[kind].wanted(content, Where(scene.id))}
    paths = scene.assets.model_dump()
    done = float(sum(share for kind, share in wanted.items() if paths.get(f"{kind}_path")))
    if job is not None and job.status == "processing":
        done += wanted.get(job.type, 0) * job.progress / 100
    return min(99.0, 100 * done / sum(wanted.values()))


def _doing(job: ActiveJob | None) -> str:
    if job is None or job.status == "queued":
        return _WAITING
    if job.status == "processing":
        return _WORDS.get(job.type, job.type)
    if job.status == "completed":
        return "ready" if job.type in {"segment", "publish", "film"} else f"{_WORDS.get(job.type, job.type)}: done"
    return f"{job.type} {job.status}: {job.error_message or ''}"


def _ended(job: ActiveJob | None) -> int:
    return int(job is not None and job.status == "completed")
