"""A brief file: what a person gives to `./reel film`, in the contract's own field names."""

from pydantic import Field

from schemas import limits
from schemas.base import Model
from schemas.project import CreativeBrief, Mood, ProjectContent
from schemas.request import NewScene


class BriefStoryboard(Model):
    """Title, brief and, if wanted, the mood."""

    title: str = Field(default="", max_length=limits.NAME)
    creative_brief: CreativeBrief
    selected_mood: Mood | None = None


class Brief(ProjectContent):
    """One film. Without scenes, the storyboard writes four to eight of them."""

    storyboard: BriefStoryboard
    scenes: tuple[NewScene, ...] = Field(default=(), max_length=limits.SCENES)
