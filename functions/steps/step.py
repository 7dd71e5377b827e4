"""What a step is: its inputs, what it builds on, and how its file is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from functions.providers import uploaded
from functions.providers.provider import Made, Provider, Submitted, Work
from functions.stores.documents import FieldPath
from functions.stores.files import Files, NoSuchFile, upload_path
from schemas.content import CLOSING, OPENING, FilmContent
from schemas.job import Job, Size
from schemas.project import Kind
from schemas.share import Share

Scope = Literal["project", "scene", "card", "pair", "format"]
Media = Literal["video", "image", "audio"]
SceneMediaKind = Literal["image", "video", "audio", "effects"]


@dataclass(frozen=True)
class Where:
    """The place of a step in a film: nowhere (the project), a scene, a pair of neighbours, a card or a format."""

    scene_id: str | None = None
    next_id: str | None = None

    def name(self, kind: str) -> str:
        """Name a node of the plan."""
        return ":".join([kind, *(part for part in (self.scene_id, self.next_id) if part)])


@dataclass(frozen=True)
class Asset:
    """A file that exists, as the view needs to know it."""

    kind: Kind
    where: Where
    path: str
    facts: Mapping[str, Any]
    extras: Mapping[str, str]
    """End of the name to path, for the files beside the main one."""
    degraded: str | None = None
    note: str | None = None
    made_at: datetime | None = None


@dataclass(frozen=True)
class Done:
    """The files are made; the first is the main one."""

    made: Made
    degraded: str | None = None
    share: Share | None = None


@dataclass(frozen=True)
class Wait:
    """A provider works on it."""

    ticket: str
    seconds: float
    provider: str | None = None
    """Which, where that is not the one whose turn it is."""


Outcome = Done | Wait


class StepFailed(Exception):
    """The step cannot be done this way, now or later. `code` is for machines, `message` for the user."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Context:
    """Everything a step may use."""

    job: Job
    files: Files
    folder: Path
    report: Callable[[float], None]
    provider: Provider | None
    now: datetime
    bucket: str
    intend: Callable[[Provider], None] = lambda _provider: None
    """Writes down that a provider is about to be called, before anything can cost money."""
    found: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def source(self, role: str) -> Path:
        """Fetch a source to local disk, verified; its facts are then in `facts(role)`."""
        path = self.job.sources[role]
        local = self.folder / f"in-{role.replace(':', '-')}{Path(path).suffix}"
        if not local.exists():
            self.found[role] = facts_of(self.files.fetch(path, local).metadata)
        return local

    def beside(self, role: str, suffix: str) -> Path:
        """Fetch a file that lies beside a source's main file."""
        self.facts(role)
        path = self.found[role]["extras"][suffix]
        local = self.folder / f"in-{role.replace(':', '-')}{suffix}"
        if not local.exists():
            self.files.fetch(path, local)
        return local

    def upload(self) -> Path:
        """Fetch the person's own file that the inputs name. StepFailed when it was not uploaded."""
        name, local = self.job.inputs[uploaded.ID], self.folder / "in-upload"
        if not local.exists():
            try:
                self.files.fetch_upload(upload_path(self.job.project_id, name), local)
            except NoSuchFile as error:
                raise StepFailed(
                    "upload_missing", f"There is no upload {name}: upload the file, then produce again."
                ) from error
        return local

    def facts(self, role: str) -> Mapping[str, Any]:
        """Give what is known of a source, without its content where that is not here yet."""
        if role not in self.found:
            info = self.files.stat(self.job.sources[role])
            self.found[role] = facts_of(info.metadata) if info else {}
        return self.found[role]

    def work(self) -> Work:
        """Prepare this job for a provider: all sources fetched."""
        sources = {role: self.source(role) for role in self.job.sources}
        facts = {role: self.facts(role) for role in sources}
        for suffix in facts.get("image", {}).get("extras", {}):
            if suffix.endswith(".png"):  # the other pictures of a sequence
                sources[f"image{suffix.removesuffix('.png')}"] = self.beside("image", suffix)
        if uploaded.ID in self.job.inputs:
            sources[uploaded.ID] = self.upload()
        return Work(
            kind=self.job.kind,
            call_id=self.job.call_id,
            inputs={**self.job.inputs, "seed": int(self.job.input_hash[:8], 16)},
            sources=sources,
            source_facts=facts,
            folder=self.folder,
            report=self.report,
        )


def facts_of(metadata: Mapping[str, str]) -> dict[str, Any]:
    """Read the facts that were stored with an object."""
    import json

    facts: dict[str, Any] = json.loads(metadata.get("facts", "{}"))
    facts["degraded"] = metadata.get("degraded")
    facts["provider"] = metadata.get("provider", "")
    facts["extras"] = json.loads(metadata.get("extras", "{}"))
    return facts


def provide(context: Context) -> Outcome:
    """Let the job's provider make it: hand in, look again, or take the result."""
    provider, ticket = context.provider, context.job.provider_job_id
    if provider is None:
        raise StepFailed("no_provider", f"No provider is set up for {context.job.kind}.")
    work = context.work()
    if ticket is None and provider.remote:
        context.intend(provider)
    answer = provider.check(work, ticket) if ticket else provider.make(work)
    if isinstance(answer, Submitted):
        return Wait(answer.ticket, answer.check_after)
    return Done(answer)


@dataclass(frozen=True)
class Step:
    """One kind of work. The planner reads it; the engine runs it."""

    kind: Kind
    version: int
    scope: Scope
    size: Size
    suffix: str
    inputs: Callable[[FilmContent, Where], dict[str, Any]]
    run: Callable[[Context], Outcome]
    view: Callable[[Asset], dict[FieldPath, Any]]
    needs: Callable[[FilmContent, Where], dict[str, str]] = lambda _content, _where: {}
    """Role to name of the node that it builds on."""
    wanted: Callable[[FilmContent, Where], bool] = lambda _content, _where: True
    placeholder: Callable[[Context, str], Made] | None = None
    """Makes a labelled stand-in, given the reason; None where there can be none."""
    asked_only: bool = False
    """Whether only a request that names it has it made; it is no part of a film as such."""
    provided: bool = False
    """Whether a chain of providers makes it."""
    media: Media | None = None
    """What its main file is, where that is media."""

    def slot(self, where: Where) -> str:
        """The place that a job of this step occupies: a scene has one job at a time."""
        return f"scene:{where.scene_id}" if self.scope == "scene" else where.name(self.kind)

    def prefix(self, project_id: str, where: Where) -> str:
        """Where in Storage its files are."""
        middle = {
            "scene": f"scenes/{where.scene_id}/{self.kind}",
            "card": f"cards/{where.scene_id}",
            "pair": f"transitions/{where.scene_id}-{where.next_id}",
            "format": f"exports/{where.scene_id}",
            "project": self.kind,
        }[self.scope]
        return f"projects/{project_id}/{middle}/"


def piece_node(piece: str) -> str:
    """Name the node that shows a piece of the film: a scene's segment, or a card."""
    return f"{'card' if piece in {OPENING, CLOSING} else 'segment'}:{piece}"


def owns(content: FilmContent, where: Where, kind: SceneMediaKind) -> bool:
    """Whether a person's own file is what a scene has of a kind."""
    return getattr(content.scene(str(where.scene_id)).media, kind) is not None


def scene_field(asset: Asset, *names: str) -> FieldPath:
    """The path of a field of the asset's scene in the project document."""
    return ("scenes", str(asset.where.scene_id), *names)


def scene_view(asset: Asset, **paths: str | None) -> dict[FieldPath, Any]:
    """The view fields that every scene asset sets: its paths, its placeholder label and its note."""
    from functions.stores.documents import DELETE

    fields: dict[FieldPath, Any] = {scene_field(asset, "assets", name): path for name, path in paths.items()}
    fields[scene_field(asset, "assets", "placeholders", asset.kind)] = asset.degraded or DELETE
    fields[scene_field(asset, "assets", "notes", asset.kind)] = asset.note or DELETE
    if asset.made_at:
        fields[scene_field(asset, "assets", "generated_at")] = asset.made_at
    return fields
