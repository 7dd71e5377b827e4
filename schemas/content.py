"""What a film is made from, frozen at admission: later edits need a new request (so quota cannot be edited around)."""

from typing import Literal

from pydantic import Field

from schemas.base import Id, Model
from schemas.project import (
    Aspect,
    CaptionStyle,
    CreativeBrief,
    Kind,
    Mood,
    Platform,
    Project,
    ProjectMedia,
    SceneContent,
    TransitionStyle,
)

OPENING, CLOSING = "card-opening", "card-closing"
"""What the cards are called among the pieces of a film; no scene id holds a dash."""


class FilmContent(Model):
    """The content of a project at one moment, without its view."""

    project_id: Id
    name: str
    description: str = ""
    title: str = ""
    aspect: Aspect
    voice: str
    caption_style: CaptionStyle
    brief: CreativeBrief
    mood: Mood | None = None
    scenes: tuple[SceneContent, ...] = ()
    takes: dict[Literal["music"], int] = Field(default_factory=dict)
    step_versions: dict[Kind, int] = Field(default_factory=dict)
    transition: TransitionStyle = "auto"
    title_card: bool = False
    end_card: bool = False
    sound_effects: bool = False
    platform: Platform = "any"
    media: ProjectMedia = ProjectMedia()
    share_id: str | None = None
    """Where the film is, or will be, published; set by a publish request."""

    @classmethod
    def of(cls, project: Project) -> "FilmContent":
        """Take the content out of a project document, scenes in order."""
        fields = set(SceneContent.model_fields)
        return cls(
            project_id=project.id,
            name=project.name,
            description=project.description,
            title=project.storyboard.title,
            aspect=project.aspect,
            voice=project.voice,
            caption_style=project.caption_style,
            brief=project.storyboard.creative_brief,
            mood=project.storyboard.selected_mood,
            scenes=tuple(SceneContent(**s.model_dump(include=fields)) for s in project.film_scenes()),
            takes=project.takes,
            step_versions=project.step_versions,
            transition=project.transition,
            title_card=project.title_card,
            end_card=project.end_card,
            sound_effects=project.sound_effects,
            platform=project.platform,
            media=project.media,
        )

    def pieces(self) -> tuple[str, ...]:
        """Name what the film shows, in order: its scenes, and the cards where they are wanted."""
        opening = (OPENING,) if self.title_card and self.scenes else ()
        closing = (CLOSING,) if self.end_card and self.scenes else ()
        return (*opening, *(scene.id for scene in self.scenes), *closing)

    def scene(self, scene_id: str) -> SceneContent:
        """Find a scene; KeyError when there is none of that id."""
        for scene in self.scenes:
            if scene.id == scene_id:
                return scene
        raise KeyError(scene_id)
