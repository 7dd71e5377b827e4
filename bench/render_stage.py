"""A film on a bench: the planner and the steps as they are, files in a folder, every step in a process of its own."""

import json
import os
import pickle
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from functions.media.fonts import font_config
from functions.plan import Node, plan
from functions.providers.provider import Made
from functions.providers.studio.studio import Studio
from functions.steps.step import Context, Done
from functions.steps.table import STEPS
from functions.stores.files import FileExists, FileInfo, NoSuchFile, md5_of, sha256_of
from schemas.base import content_hash
from schemas.content import FilmContent
from schemas.job import Job
from schemas.project import CreativeBrief, Mood, SceneContent

T = TypeVar("T")
_START = datetime(2026, 1, 1, tzinfo=UTC)
SCENE_SECONDS = 5.0
SCENES = (
    (
        "Night",
        "A lighthouse on a cliff at night under many stars, its beam over the dark sea.",
        "Every night the old lighthouse keeps watch over the bay.",
    ),
    (
        "Water",
        "A small fishing boat on the open sea, waves and water in the morning sun.",
        "At dawn the first boat goes out across the quiet water.",
    ),
    (
        "Rain",
        "Heavy rain over a harbour town in the evening, wet roofs and lit windows.",
        "Then the rain comes, and everybody hurries home.",
    ),
    (
        "Bright",
        "A wide green meadow with flowers on a bright summer day, hills behind it.",
        "And in summer the hills are bright with flowers.",
    ),
)
"""Title, description and narration of the scenes; a longer film begins again at the first."""


@dataclass(frozen=True)
class Cost:
    """What something took. `peak_bytes` is the resident memory of its largest process."""

    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    peak_bytes: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.cpu_seconds + other.cpu_seconds,
            self.wall_seconds + other.wall_seconds,
            max(self.peak_bytes, other.peak_bytes),
        )


def measured(call: Callable[[], T]) -> tuple[T, Cost]:
    """Call it in a forked process; gives what it returned and what it and all its children took.

    The fork begins with what is imported here, as a warm function does. Raises RuntimeError when the call failed.
    """
    with tempfile.NamedTemporaryFile() as answer:
        started = time.monotonic()
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                Path(answer.name).write_bytes(pickle.dumps(call()))
                code = 0
            except BaseException:
                Path(answer.name).write_text(traceback.format_exc())
            finally:
                os._exit(code)
        _, status, usage = os.wait4(pid, 0)
        wall = time.monotonic() - started
        if os.waitstatus_to_exitcode(status) != 0:
            raise RuntimeError(Path(answer.name).read_text() or f"ended with status {status}")
        result: T = pickle.loads(Path(answer.name).read_bytes())  # noqa: S301  (written by our own child)
    return result, Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024)


class FolderFiles:
    """Files in a folder. They outlive a fork, which files in memory do not, and weigh on no process's memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.objects: dict[str, FileInfo] = {}

    def local(self, path: str) -> Path:
        """Where the content of an object lies."""
        return self.folder / path

    def put(self, path: str, source: Path, *, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
        if path in self.objects:
            raise FileExists(path)
        target = self.local(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        sums = {"sha256": sha256_of(source), "md5": md5_of(source)}
        self.objects[path] = FileInfo(path, target.stat().st_size, content_type, {**metadata, **sums}, sums["md5"], 1)
        return self.objects[path]

    def replace(self, flawed: FileInfo, source: Path, *, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
        del self.objects[flawed.path]
        return self.put(flawed.path, source, content_type=content_type, metadata=metadata)

    def stat(self, path: str) -> FileInfo | None:
        return self.objects.get(path)

    def list(self, prefix: str) -> list[FileInfo]:
        return [info for path, info in sorted(self.objects.items()) if path.startswith(prefix)]

    def fetch(self, path: str, target: Path) -> FileInfo:
        info = self.objects.get(path)
        if info is None:
            raise NoSuchFile(path)
        shutil.copyfile(self.local(path), target)
        if sha256_of(target) != info.metadata["sha256"]:
            raise NoSuchFile(f"{path} does not match its hash")
        return info

    def fetch_upload(self, path: str, target: Path) -> FileInfo:
        return self.fetch(path, target)

    def set_token(self, path: str, token: str | None) -> None:
        raise NotImplementedError("nothing is published here")

    def reject(self, path: str, reason: str) -> None:
        raise NotImplementedError("nothing is adopted here")


@dataclass(frozen=True)
class Ran:
    """One step that was run: its node, what it took, and the bytes of its files."""

    node: Node
    cost: Cost
    size: int


@dataclass(frozen=True)
class Run:
    """All steps that a plan was missing."""

    steps: tuple[Ran, ...]

    @property
    def cost(self) -> Cost:
        """Of all steps together, one after the other."""
        return sum((step.cost for step in self.steps), Cost())

    @property
    def path_seconds(self) -> float:
        """Wall seconds of the longest chain of steps, which is what is left when all others run beside it."""
        ends: dict[str, float] = {}
        for step in self.steps:
            begins = max((ends.get(name, 0.0) for name in step.node.needs), default=0.0)
            ends[step.node.name] = begins + step.cost.wall_seconds
        return max(ends.values(), default=0.0)

    def of(self, kind: str) -> tuple[Ran, ...]:
        """The steps of one kind."""
        return tuple(step for step in self.steps if step.node.kind == kind)


class Stage:
    """A project's files, and the steps run on them."""

    def __init__(self, folder: Path) -> None:
        self.files = FolderFiles(folder / "files")
        self._scratch = folder / "scratch"
        self._scratch.mkdir(parents=True)
        font_config(self._scratch)
        self._twins: dict[str, str] = {}

    def plan(self, content: FilmContent) -> dict[str, Node]:
        """The film's plan, given what is there."""
        return plan(content, STEPS, self.files.objects)

    def supply(self, content: FilmContent) -> None:
        """Have the studio make what a provider makes. What has the same inputs as an earlier file is copied."""
        for name in self.plan(content):
            node = self.plan(content)[name]
            if not STEPS[node.kind].provided or node.asset is not None:
                continue
            twin = content_hash({"kind": node.kind, "inputs": node.inputs, "sources": self._alike(node)})
            if twin in self._twins:
                self._copy(self._twins[twin], node)
            else:
                (made, folder), _ = measured(lambda node=node: self._run(node))  # type: ignore[misc]
                self.store(node, made, folder)
            self._twins.setdefault(twin, node.path)

    def _alike(self, node: Node) -> dict[str, str]:
        return {role: self.files.objects[path].metadata["sha256"] for role, path in node.sources.items()}

    def produce(self, content: FilmContent) -> Run:
        """Run every step that is missing, each in a process of its own, and measure it."""
        ran = []
        for name in self.plan(content):
            node = self.plan(content)[name]
            if node.asset is not None:
                continue
            if STEPS[node.kind].provided:
                raise ValueError(f"{name} has not been supplied")
            (made, folder), cost = measured(lambda node=node: self._run(node))  # type: ignore[misc]
            self.store(node, made, folder)
            ran.append(Ran(node, cost, sum(info.size for info in self.files.list(f"{node.prefix}{node.key}"))))
        return Run(tuple(ran))

    def film(self, content: FilmContent) -> FileInfo:
        """The finished film."""
        return self.files.objects[self.plan(content)["film"].path]

    def _run(self, node: Node) -> tuple[Made, Path]:
        step = STEPS[node.kind]
        folder = Path(tempfile.mkdtemp(prefix=f"{node.kind}-", dir=self._scratch))
        job = Job(
            job_id=f"j{node.input_hash[:31]}",
            project_id="bench",
            user_id="bench",
            kind=node.kind,
            slot=node.slot,
            scene_id=node.where.scene_id if step.scope == "scene" else None,
            label=node.name,
            input_hash=node.input_hash,
            key=node.key,
            inputs=dict(node.inputs),
            sources=dict(node.sources),
            size=step.size,
            origin="bench",
            created_at=_START,
            updated_at=_START,
        )
        outcome = step.run(
            Context(
                job=job,
                files=self.files,
                folder=folder,
                report=lambda _share: None,
                provider=Studio() if step.provided else None,
                now=_START,
                bucket="bench",
            )
        )
        if not isinstance(outcome, Done):
            raise TypeError(f"{node.name} waits for somebody")
        return outcome.made, folder

    def store(self, node: Node, made: Made, folder: Path) -> None:
        """Put what was made at the node's address; its folder goes."""
        metadata = {"key": node.key, "facts": json.dumps(dict(made.facts)), "provider": "studio"}
        main, *extras = made.files
        paths = {output.suffix: f"{node.prefix}{node.key}{output.suffix}" for output in extras}
        for output in extras:
            self.files.put(paths[output.suffix], output.path, content_type=output.content_type, metadata=metadata)
        metadata["extras"] = json.dumps(paths)
        self.files.put(node.path, main.path, content_type=main.content_type, metadata=metadata)
        shutil.rmtree(folder)

    def _copy(self, twin: str, node: Node) -> None:
        info = self.files.objects[twin]
        extras = {}
        for suffix, path in json.loads(info.metadata["extras"]).items():
            extras[suffix] = f"{node.prefix}{node.key}{suffix}"
            beside = self.files.objects[path]
            metadata = {**beside.metadata, "key": node.key}
            self.files.put(extras[suffix], self.files.local(path), content_type=beside.content_type, metadata=metadata)
        metadata = {**info.metadata, "key": node.key, "extras": json.dumps(extras)}
        self.files.put(node.path, self.files.local(twin), content_type=info.content_type, metadata=metadata)


def content(count: int, **fields: Any) -> FilmContent:
    """A film of so many scenes of five seconds with narration, music, captions and dissolves."""
    told = [SCENES[index % len(SCENES)] for index in range(count)]
    given: dict[str, Any] = {
        "project_id": "bench",
        "name": "The bay",
        "aspect": "9:16",
        "voice": "clear",
        "caption_style": "karaoke",
        "brief": CreativeBrief(tone="calm"),
        "mood": Mood(
            id="calm",
            name="Calm",
            visual_style="soft light",
            color_palette=("#123044", "#e8d9b0"),
            mood_keywords=("warm", "calm"),
        ),
        "transition": "dissolve",
        "scenes": tuple(
            SceneContent(
                id=f"s{number}",
                scene_number=number,
                title=title,
                description=description,
                narration=narration,
                duration_seconds=SCENE_SECONDS,
            )
            for number, (title, description, narration) in enumerate(told, 1)
        ),
        **fields,
    }
    return FilmContent(**given)


def with_another_picture(film: FilmContent, scene_id: str) -> FilmContent:
    """The film after the other take of one scene's clip was chosen."""
    scenes = [s.model_copy(update={"takes": {"video": 1}}) if s.id == scene_id else s for s in film.scenes]
    return film.model_copy(update={"scenes": tuple(scenes)})


def with_other_music(film: FilmContent) -> FilmContent:
    """The film after the other take of the music was chosen."""
    return film.model_copy(update={"takes": {"music": 1}})
