"""Requests `projects/{p}/requests/{r}`: what a client asks for, and what the functions answered."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from schemas import limits
from schemas.base import Id, Model
from schemas.project import ExportFormat, Fit, Kind, SceneContent, TakeKind, TransitionStyle

RequestKind = Literal[
    "set_scenes", "delete_scene", "reorder", "storyboard", "moods", "produce", "generate", "retake",
    "cancel", "publish", "unpublish", "reconcile", "export",
]  # fmt: skip
RequestStatus = Literal["pending", "accepted", "rejected", "completed", "failed", "cancelled"]
GenerateKind = Literal[
    "composition", "image", "video", "audio", "captions", "effects", "segment", "music", "soundtrack", "film",
]  # fmt: skip


class Target(Model):
    """What a request is about: nothing (the whole project), a scene, or a kind of one scene."""

    scene_id: Id | None = None
    kind: Kind | None = None


class NewScene(Model):
    """A scene as a brief gives it; its id and number come from its place in the list."""

    id: Id | None = None
    title: str = Field(default="", max_length=limits.SCENE_TITLE)
    description: str = Field(default="", max_length=limits.SCENE_DESCRIPTION)
    narration: str | None = Field(default=None, max_length=limits.SCENE_NARRATION)
    duration_seconds: float = Field(default=5.0, ge=limits.SCENE_SECONDS_MIN, le=limits.SCENE_SECONDS_MAX)
    transition: TransitionStyle | None = None
    frames: int = Field(default=1, ge=1, le=limits.SCENE_FRAMES)
    fit: Fit = "auto"


class SetScenesOptions(Model):
    """The scenes of a project that has none yet."""

    scenes: tuple[NewScene, ...] = Field(min_length=1, max_length=limits.SCENES)


class ReorderOptions(Model):
    """All scene ids in their new order."""

    scene_ids: tuple[Id, ...] = Field(min_length=1, max_length=limits.SCENES)


class ExportOptions(Model):
    """The formats to make of the film."""

    formats: tuple[ExportFormat, ...] = Field(min_length=1, max_length=8)


class CancelOptions(Model):
    """The request to cancel; without one, everything in flight."""

    request_id: Id | None = None


class NoOptions(Model):
    """No option is known for this kind."""


class Outcome(Model):
    """What a request led to: how many jobs, and whether everything came from what exists."""

    jobs: int = 0
    reused: int = 0
    cached: bool = False
    """True when nothing had to be made."""
    share_id: str | None = None
    report: dict[str, Any] = Field(default_factory=dict)


class Request(Model):
    """The whole request document. Functions write from `status` on."""

    kind: RequestKind
    target: Target = Target()
    options: dict[str, Any] = Field(default_factory=dict)
    created_by: Annotated[str, StringConstraints(min_length=1, max_length=128)]
    created_at: datetime
    status: RequestStatus = "pending"
    code: str | None = None
    message: str | None = None
    suggested_action: str | None = None
    outcome: Outcome | None = None
    updated_at: datetime | None = None


OPTIONS: dict[RequestKind, type[Model]] = {
    "set_scenes": SetScenesOptions,
    "reorder": ReorderOptions,
    "cancel": CancelOptions,
    "export": ExportOptions,
}
"""Kinds that take options; all others take none."""

__all__ = [
    "OPTIONS",
    "CancelOptions",
    "ExportOptions",
    "NewScene",
    "NoOptions",
    "Outcome",
    "Request",
    "SceneContent",
    "TakeKind",
]
