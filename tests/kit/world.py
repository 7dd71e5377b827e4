"""A small world for the engine: in-memory stores, a clock that moves only when told, steps that write a line of text.

The steps are the real ones (inputs, needs, addresses, views); only what they run is replaced, so that the whole graph
of a film is walked in milliseconds.
"""

import dataclasses
import itertools
import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from functions.engine.admission import admit
from functions.engine.advance import advance
from functions.engine.engine import Engine, Limits
from functions.engine.sweep import sweep
from functions.engine.wake import send_on
from functions.media.runner import MediaError
from functions.providers import uploaded
from functions.providers.provider import Made, Output, ProviderRefused, Submitted, Work
from functions.providers.uploaded import Uploaded
from functions.steps.publish import _published as published
from functions.steps.step import Context, Done, Step, provide
from functions.steps.table import STEPS
from functions.stores.documents import Put
from functions.stores.memory import MemoryDocuments, MemoryFiles, MemoryQueues
from schemas.job import Advance, Job, Wake
from schemas.project import Kind, Project
from schemas.request import Request
from schemas.share import Share

MOOD = {
    "id": "calm",
    "name": "Calm",
    "description": "",
    "visual_style": "",
    "color_palette": ["#102030", "#405060"],
    "mood_keywords": ["calm"],
}


class Ledger:
    """A provider that writes a line of text and books what it would have billed."""

    remote = True
    can_find = True

    def __init__(self, name: str = "ledger") -> None:
        self.id = name
        self.kinds: frozenset[Kind] = frozenset(
            {"moods", "storyboard", "composition", "image", "video", "audio", "music"}
        )
        self.billed: Counter[str] = Counter()
        self.tickets: dict[str, Work] = {}
        self.slow = False
        self.refuse: Callable[[Work], bool] = lambda work: False

    def make(self, work: Work) -> Made | Submitted:
        if self.refuse(work):
            raise ProviderRefused("refused", f"No {work.kind} for this.")
        self.billed[work.call_id] += 1
        if self.slow:
            self.tickets[work.call_id] = work
            return Submitted(work.call_id, 10.0)
        return text_file(work.folder, work.kind, work.inputs)

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        return text_file(work.folder, work.kind, work.inputs)

    def find(self, work: Work) -> str | None:
        return work.call_id if work.call_id in self.tickets else None

    def cancel(self, ticket: str) -> None:
        self.tickets.pop(ticket, None)


def text_file(folder: Path, kind: str, inputs: Any) -> Made:
    """Make a line of text as the file of any kind."""
    path = folder / "made.txt"
    result: dict[str, Any] = {"kind": kind, "inputs": {k: inputs[k] for k in sorted(inputs)}}
    if kind == "moods":
        result["moods"] = [MOOD]
    if kind == "storyboard":
        result["scenes"] = [scene(number) for number in range(1, 5)]
    path.write_text(json.dumps(result, sort_keys=True, default=str))
    facts = {"seconds": 2.0, "frames": 60, "starts": [0.0], "width": 1920, "height": 1080}
    return Made((Output(path, ".txt", "text/plain"),), facts)


def scene(number: int, **fields: Any) -> dict[str, Any]:
    """The content of a scene."""
    return {
        "id": f"s{number}",
        "scene_number": number,
        "title": f"Scene {number}",
        "description": f"What is seen in scene {number}.",
        "narration": f"Words of scene {number}.",
        "duration_seconds": 2.0,
        "transition": "dissolve",
        **fields,
    }


def _toy(step: Step) -> Step:
    def run(context: Context) -> Any:
        for role in context.job.sources:
            context.source(role)
        if not step.provided:
            made = text_file(context.folder, step.kind, context.job.inputs)
            return Done(made, share=_share(context) if step.kind == "publish" else None)
        outcome = provide(context)
        if isinstance(outcome, Done):
            _verify(outcome.made.files[0].path, step.kind)
        return outcome

    def placeholder(context: Context, reason: str) -> Made:
        return text_file(context.folder, step.kind, {**context.job.inputs, "placeholder": reason})

    return dataclasses.replace(step, run=run, placeholder=placeholder if step.placeholder else None, media=None)


def _verify(path: Path, kind: str) -> None:
    """Look into a file, as the real steps do."""
    try:
        found = json.loads(path.read_text())["kind"]
    except (ValueError, KeyError) as error:
        raise MediaError("media_unreadable", "The file is damaged.") from error
    if found != kind:
        raise MediaError("not_media", f"This is no {kind}.")


def _share(context: Context) -> Share:
    """The public document of a film, which gets a token, as the real step does it."""
    film = context.job.sources["film"]
    return Share(
        share_id=context.job.inputs["share_id"],
        title="A film",
        bucket=context.bucket,
        video_path=film,
        poster_path=film,
        gif_path=film,
        tokens={film: published(context, film)},
        width=1920,
        height=1080,
        poster_width=1920,
        poster_height=1080,
        duration_seconds=2.0,
        published_at=context.now,
    )


class World:
    """An engine, its stores, and everybody who delivers events."""

    def __init__(
        self,
        tmp_path: Path,
        *,
        limits: Limits | None = None,
        providers: Sequence[Any] | None = None,
        documents: MemoryDocuments | None = None,
        files: MemoryFiles | None = None,
        queues: MemoryQueues | None = None,
    ) -> None:
        self.documents = documents or MemoryDocuments()
        self.files, self.queues = files or MemoryFiles(), queues or MemoryQueues()
        self.time = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
        self.skew = timedelta()
        """How far the clock of the machine that runs now is off."""
        self.ledgers: list[Any] = list(providers or [Ledger()])
        self.ledger = self.ledgers[0]
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.engine = Engine(
            documents=self.documents,
            files=self.files,
            queues=self.queues,
            steps={kind: _toy(step) for kind, step in STEPS.items()},
            providers={uploaded.ID: Uploaded(), **{ledger.id: ledger for ledger in self.ledgers}},
            chains={"*": tuple(ledger.id for ledger in self.ledgers)},
            now=lambda: self.time + self.skew,
            scratch=tmp_path / "scratch",
            bucket="bucket",
            limits=limits or Limits(default_plan="enterprise"),
            log=lambda event, fields: self.events.append((event, dict(fields))),
        )
        self._ids = itertools.count(1)

    def project(
        self, project_id: str = "p", *, scenes: int = 3, user: str = "ann", mood: bool = True, **fields: Any
    ) -> str:
        """Write a project as a client and the functions would."""
        from functions.engine.engine import to_data

        project = Project(
            id=project_id,
            user_id=user,
            name="A film",
            created_at=self.time,
            updated_at=self.time,
            storyboard={"title": "A film", "selected_mood": MOOD if mood else None},
            scenes={f"s{n}": scene(n) for n in range(1, scenes + 1)},
            **fields,
        )
        self.documents._apply([Put(f"projects/{project_id}", to_data(project))])
        return project_id

    def request(
        self, kind: str, project_id: str = "p", *, user: str = "ann", admitted: bool = True, **fields: Any
    ) -> str:
        """Write a request as a client would; deliver its event unless told not to."""
        request_id = f"r{next(self._ids)}"
        data = {
            "kind": kind,
            "target": {},
            "options": {},
            "created_by": user,
            "created_at": self.time,
            "status": "pending",
            **fields,
        }
        self.documents._apply([Put(f"projects/{project_id}/requests/{request_id}", data)])
        if admitted:
            admit(self.engine, project_id, request_id)
        return request_id

    def drain(self, limit: int = 5000) -> int:
        """Deliver messages in order until there are none; gives how many."""
        delivered = 0
        while self.queues.messages and delivered < limit:
            _topic, message = self.queues.messages.pop(0)
            advance(self.engine, Advance.model_validate(message))
            delivered += 1
        return delivered

    def wake_all(self) -> None:
        """Let time pass until every task is due, and deliver them."""
        tasks, self.queues.tasks = self.queues.tasks, {}
        for at, message in sorted(tasks.values(), key=lambda task: task[0]):
            self.time = max(self.time, at)
            send_on(self.engine, Wake.model_validate(message))

    def settle(self, rounds: int = 60) -> None:
        """Deliver messages and tasks, and sweep, until nothing moves."""
        for _ in range(rounds):
            moved = self.drain()
            self.wake_all()
            self.time += timedelta(seconds=31)
            if not self.queues.messages and not sum(sweep(self.engine).values()) and not moved:
                return

    def read(self, project_id: str = "p") -> Project:
        """The project document, validated."""
        return Project.model_validate(self.documents._documents[f"projects/{project_id}"])

    def read_request(self, request_id: str, project_id: str = "p") -> Request:
        """A request document, validated."""
        return Request.model_validate(self.documents._documents[f"projects/{project_id}/requests/{request_id}"])

    def jobs(self, project_id: str = "p") -> list[Job]:
        """All jobs of a project."""
        return [Job.model_validate(s.data) for s in self.documents.query(f"projects/{project_id}/jobs")]

    def every_job(self) -> list[Job]:
        """All jobs of all projects."""
        found = self.documents._documents.items()
        return [Job.model_validate(data) for path, data in found if path.split("/")[2:3] == ["jobs"]]

    def made(self) -> Counter[str]:
        """How many jobs were completed, by kind."""
        return Counter(job.kind for job in self.jobs() if job.state == "completed")
