"""`reel film` and `reel produce`: a film from a brief or from a project, and its files in a folder."""

import contextlib
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console

from cli.frontend import Frontend, FrontendError, sign_in
from cli.progress import LiveProgress
from cli.report import LogCosts, step_rows
from cli.suite import Scheduler, Suite, attach
from schemas.brief import Brief
from schemas.project import Project

FILES = {
    "film.mp4": ("film", "video_path"),
    "captions.vtt": ("film", "captions_path"),
    "captions.srt": ("film", "subtitles_path"),
    "poster.jpg": ("publication", "poster_path"),
    "film.gif": ("publication", "gif_path"),
}
"""Name in the folder to the place of its Storage path in the project document."""


@contextlib.contextmanager
def running_suite(console: Console, *, keep_up: bool = False, port_offset: int = 0) -> Iterator[Suite]:
    """The suite of this checkout that runs already, or one of our own that is stopped at the end."""

    def tell(line: str) -> None:
        console.print(line, markup=False, highlight=False, style="dim")

    suite = attach(needs=["functions", "firestore", "storage", "hosting", "auth"], tell=tell)
    if suite is not None:
        yield suite
        return
    suite = Suite(port_block=port_offset, tell=tell)
    with suite, Scheduler(suite.endpoints):
        yield suite
        if keep_up:
            console.print(f"The suite stays up: {suite.endpoints.url('hosting')}  (Ctrl-C ends it)", highlight=False)
            with contextlib.suppress(KeyboardInterrupt):
                while suite.is_running():
                    time.sleep(1)


def film(suite: Suite, console: Console, brief: Brief, out: Path) -> Path:
    """Make a film from a brief and leave its files in a folder. FrontendError says what went wrong."""
    frontend = Frontend(suite.endpoints, sign_in(suite.endpoints))
    costs, started, since = LogCosts(suite.log), time.monotonic(), _now()
    project_id = frontend.create_project(brief)
    console.print(f"Project {project_id}", highlight=False)
    if brief.scenes:
        scenes = [scene.model_dump(mode="json", exclude_none=True) for scene in brief.scenes]
        frontend.request(project_id, "set_scenes", options={"scenes": scenes}, timeout=120)
    return _produce(suite, console, frontend, project_id, out, costs=costs, started=started, since=since)


def produce_again(suite: Suite, console: Console, project_id: str, out: Path) -> Path:
    """Produce and publish a project as it is now; what exists is taken from cache."""
    frontend = Frontend(suite.endpoints, sign_in(suite.endpoints))
    costs, started = LogCosts(suite.log), time.monotonic()
    frontend.read(project_id)
    return _produce(suite, console, frontend, project_id, out, costs=costs, started=started, since=_now())


def export(suite: Suite, console: Console, project_id: str, formats: list[str], out: Path) -> None:
    """Have a film made in other formats, and leave them in a folder. FrontendError says what went wrong."""
    frontend, live = Frontend(suite.endpoints, sign_in(suite.endpoints)), LiveProgress(console)
    frontend.read(project_id)
    with live.shown():
        frontend.request(project_id, "export", options={"formats": formats}, watch=live.update)
    exports = frontend.read(project_id).model_dump(mode="json")["exports"]
    out.mkdir(parents=True, exist_ok=True)
    for name in formats:
        path = exports[name]["path"]
        target = out / f"film-{name}{Path(path).suffix}"
        draft = target.with_suffix(".part")
        draft.write_bytes(frontend.download(project_id, path))
        draft.replace(target)
        console.print(f"[bold green]{target}[/]  {target.stat().st_size / 1e6:.1f} MB", highlight=False)


def _produce(
    suite: Suite,
    console: Console,
    frontend: Frontend,
    project_id: str,
    out: Path,
    *,
    costs: LogCosts,
    started: float,
    since: datetime,
) -> Path:
    live = LiveProgress(console)
    answers = {}
    with live.shown():
        for kind in ("produce", "publish"):
            _, answers[kind] = frontend.request(project_id, kind, watch=live.update)
    seconds = time.monotonic() - started
    project = frontend.read(project_id)
    if project.publication.share_id is None:
        raise FrontendError("The film was published, but has no share id: look into the suite's log.")
    report = {
        "project_id": project_id,
        "seconds": round(seconds, 1),
        "film_seconds": project.film.duration_seconds,
        "share_url": frontend.share_url(project.publication.share_id),
        "requests": {
            kind: {"status": answer.status, **(answer.outcome.model_dump() if answer.outcome else {})}
            for kind, answer in answers.items()
        },
        "cached": all(answer.outcome is not None and answer.outcome.cached for answer in answers.values()),
        "steps": step_rows(frontend.jobs(project_id), since),
        "costs": costs.read(),
        "listener": live.seen.jobs,
    }
    _deliver(frontend, project, report, out)
    _say(console, project, report, out)
    return out


def _deliver(frontend: Frontend, project: Project, report: dict[str, Any], out: Path) -> None:
    """Fetch everything into a folder beside the target and swap it in: no half film is ever left behind."""
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        document = project.model_dump(mode="json")
        for name, (part, field) in FILES.items():
            path = document[part][field]
            if path is None:
                raise FrontendError(f"The project document names no {field} for {name}.")
            (draft / name).write_bytes(frontend.download(project.id, path))
        (draft / "share.html").write_text(frontend.share_page(str(project.publication.share_id)), encoding="utf-8")
        (draft / "project.json").write_text(json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8")
        (draft / "report.json").write_text(json.dumps(report, indent=1, default=str), encoding="utf-8")
        draft.chmod(0o755)
        out.mkdir(exist_ok=True)
        for made in draft.iterdir():
            made.replace(out / made.name)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _say(console: Console, project: Project, report: dict[str, Any], out: Path) -> None:
    again = " (everything came from cache)" if report["cached"] else ""
    console.print(
        f"\n[bold green]{out / 'film.mp4'}[/]  {project.film.width}x{project.film.height}, "
        f"{project.film.duration_seconds:.1f} s, made in {report['seconds']:.0f} s{again}",
        highlight=False,
    )
    for scene_id, reason in project.film.placeholders.items():
        console.print(f"[yellow]{scene_id} shows a placeholder:[/] {reason}", highlight=False)
    for scene in project.film_scenes():
        for kind, note in scene.assets.notes.items():
            console.print(f"[yellow]{scene.id} {kind}:[/] {note}", highlight=False)
    console.print(f"Share page: {report['share_url']}", highlight=False)
    console.print(f"All files: {out}", highlight=False)


def _now() -> datetime:
    return datetime.now(UTC) - timedelta(seconds=2)
