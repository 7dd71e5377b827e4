"""The project document `projects/{project_id}`: content that clients write and the view that functions write.

Timestamps are Firestore timestamps (UTC). Every `..._path` is a Storage object name, never a URL.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from schemas import limits
from schemas.base import HexColor, Id, Model

Aspect = Literal["16:9", "9:16", "1:1"]
FRAME_SIZES: dict[Aspect, tuple[int, int]] = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080)}
"""Width and height of the film in pixels."""

CaptionStyle = Literal["none", "plain", "boxed", "karaoke", "word"]
TransitionStyle = Literal[
    "auto", "cut", "dissolve", "fade", "fade_white", "fade_color", "wipe_left", "wipe_right", "wipe_up", "slide_left",
    "slide_right", "slide_up", "circle", "blur", "zoom",
]  # fmt: skip
"""How one scene leads to the next; `auto` is chosen by mood and pace, `cut` renders nothing."""
Platform = Literal["any", "youtube", "tiktok", "reels", "shorts"]
"""Where the film is meant for: captions and titles keep clear of what that app draws over it."""
Fit = Literal["auto", "crop", "blur"]
"""How a person's own picture of another shape fills the frame: cropped, or whole over a blurred copy of itself."""
ExportFormat = Literal["mp4_720", "mp4_480", "webm", "av1"]
ProjectStatus = Literal["draft", "generating", "ready", "error"]
JobStatus = Literal["queued", "processing", "completed", "failed", "cancelled"]
Kind = Literal[
    "moods", "storyboard", "composition", "image", "video", "audio", "captions", "effects", "segment",
    "music", "card", "transition", "soundtrack", "film", "publish", "export",
]  # fmt: skip
TakeKind = Literal["composition", "image", "video", "audio", "music"]
"""The kinds of which a person may want another take."""

StoragePath = Annotated[str, StringConstraints(pattern=r"^projects/[a-z0-9_]+/[A-Za-z0-9_~./-]+$", max_length=400)]
Text = Annotated[str, StringConstraints(max_length=limits.BRIEF_FIELD)]


class CreativeBrief(Model):
    """What the film is for."""

    brand_name: Text = ""
    product_description: Text = ""
    target_audience: Text = ""
    key_message: Text = ""
    tone: Text = ""
    additional_notes: Annotated[str, StringConstraints(max_length=limits.BRIEF_NOTES)] | None = None


class Mood(Model):
    """How the film looks and feels."""

    id: Id
    name: str = Field(min_length=1, max_length=limits.NAME)
    description: str = Field(default="", max_length=limits.DESCRIPTION)
    visual_style: str = Field(default="", max_length=limits.DESCRIPTION)
    color_palette: tuple[HexColor, ...] = Field(min_length=2, max_length=limits.PALETTE)
    mood_keywords: tuple[Annotated[str, StringConstraints(max_length=60)], ...] = Field(
        default=(), max_length=limits.KEYWORDS
    )


class ActiveJob(Model):
    """The job that a scene, or a part of the project, is at; stays as the last one when it has ended."""

    job_id: str
    type: Kind
    status: JobStatus
    progress: int = Field(ge=0, le=100)
    started_at: datetime
    last_update: datetime
    error_message: str | None = None


class Storyboard(Model):
    """Title, brief and the chosen mood."""

    id: Id = "storyboard"
    title: str = Field(default="", max_length=limits.NAME)
    creative_brief: CreativeBrief = CreativeBrief()
    selected_mood: Mood | None = None
    active_job: ActiveJob | None = None


class SceneAssets(Model):
    """What exists for a scene, and what is worth knowing of it."""

    composition_path: StoragePath | None = None
    image_path: StoragePath | None = None
    video_path: StoragePath | None = None
    audio_path: StoragePath | None = None
    captions_path: StoragePath | None = None
    thumbnail_path: StoragePath | None = None
    effects_path: StoragePath | None = None
    segment_path: StoragePath | None = None
    generated_at: datetime | None = None
    placeholders: dict[str, str] = Field(default_factory=dict)
    """Kind to reason, for each asset that is a labelled placeholder."""
    notes: dict[str, str] = Field(default_factory=dict)
    """Kind to a sentence for the user, such as a narration in a language the voice cannot speak."""


class Composition(Model):
    """The shot in words."""

    description: str
    styling: str
    animation: str
    generated_at: datetime


class SceneMedia(Model):
    """A person's own files, by upload id: each takes the place of the generated one."""

    image: Id | None = None
    video: Id | None = None
    audio: Id | None = None
    effects: Id | None = None


class SceneContent(Model):
    """What a client may write of a scene."""

    id: Id
    scene_number: int = Field(ge=1, le=100_000)
    title: str = Field(default="", max_length=limits.SCENE_TITLE)
    description: str = Field(default="", max_length=limits.SCENE_DESCRIPTION)
    narration: str | None = Field(default=None, max_length=limits.SCENE_NARRATION)
    duration_seconds: float = Field(default=5.0, ge=limits.SCENE_SECONDS_MIN, le=limits.SCENE_SECONDS_MAX)
    takes: dict[TakeKind, int] = Field(default_factory=dict)
    """Which take of a kind is used; absent means the first, 0."""
    transition: TransitionStyle | None = None
    """How it leads to the next scene; None for the project's way."""
    frames: int = Field(default=1, ge=1, le=limits.SCENE_FRAMES)
    """Pictures that the scene is made of: more than one is an image sequence."""
    fit: Fit = "auto"
    media: SceneMedia = SceneMedia()

    @model_validator(mode="after")
    def _text_fits(self) -> "SceneContent":
        size = len((self.title + self.description + (self.narration or "")).encode())
        if size > limits.SCENE_TEXT_BYTES:
            raise ValueError(
                f"title, description and narration are {size} bytes together; "
                f"at most {limits.SCENE_TEXT_BYTES} are allowed: shorten the scene or split it in two"
            )
        return self


class Scene(SceneContent):
    """A scene as the project document shows it."""

    deleted: bool = False
    takes_made: dict[TakeKind, int] = Field(default_factory=dict)
    """The highest take that exists of a kind; raised by a retake request only."""
    actual_seconds: float | None = None
    """How long the scene lasts in the film, once its narration is known."""
    assets: SceneAssets = SceneAssets()
    active_job: ActiveJob | None = None
    composition: Composition | None = None


class MoodBoard(Model):
    """The moods proposed, with their pictures."""

    items: dict[str, Mood] = Field(default_factory=dict)
    image_paths: dict[str, tuple[StoragePath, ...]] = Field(default_factory=dict)
    active_job: ActiveJob | None = None


class Music(Model):
    """The film's music."""

    audio_path: StoragePath | None = None
    description: str | None = None
    notes: dict[str, str] = Field(default_factory=dict)
    placeholders: dict[str, str] = Field(default_factory=dict)
    active_job: ActiveJob | None = None


class Soundtrack(Model):
    """The film's whole sound, mixed."""

    audio_path: StoragePath | None = None
    duration_seconds: float | None = None
    active_job: ActiveJob | None = None


class Export(Model):
    """The film in another format."""

    path: StoragePath | None = None
    active_job: ActiveJob | None = None


class ProjectMedia(Model):
    """A person's own files for the whole film, by upload id."""

    music: Id | None = None


class Film(Model):
    """The finished film."""

    video_path: StoragePath | None = None
    captions_path: StoragePath | None = None
    subtitles_path: StoragePath | None = None
    duration_seconds: float | None = None
    width: int | None = None
    height: int | None = None
    placeholders: dict[str, str] = Field(default_factory=dict)
    """Scene id to reason, where the film shows a placeholder."""
    generated_at: datetime | None = None
    active_job: ActiveJob | None = None
    transitions: dict[str, StoragePath] = Field(default_factory=dict)
    cards: dict[str, StoragePath] = Field(default_factory=dict)
    """The title card, `card-opening`, and the end card, `card-closing`."""


class Publication(Model):
    """The published film: its deliverables and its share id."""

    share_id: str | None = None
    poster_path: StoragePath | None = None
    gif_path: StoragePath | None = None
    hls_path: StoragePath | None = None
    video_path: StoragePath | None = None
    thumbnail_paths: dict[Id, StoragePath] = Field(default_factory=dict)
    """Scene id to a frame of the finished film."""
    sprite_path: StoragePath | None = None
    """The sheet of small pictures that a player shows while scrubbing."""
    rendition_paths: dict[str, StoragePath] = Field(default_factory=dict)
    """Name of a rendition, such as 720p, to its MP4; the film itself is among them."""
    published_at: datetime | None = None
    active_job: ActiveJob | None = None


class Stats(Model):
    """Counts for lists of projects."""

    total_scenes: int = 0
    completed_scenes: int = 0
    last_activity: datetime


class Edit(Model):
    """Names the scene that a client's write touches; the rules compare it with what changed."""

    scene_id: Id | None = None


class ProjectContent(Model):
    """What a client may write of a project, without its scenes."""

    name: str = Field(min_length=1, max_length=limits.NAME)
    description: str = Field(default="", max_length=limits.DESCRIPTION)
    aspect: Aspect = "16:9"
    voice: str = Field(default="clear", pattern=r"^[a-z][a-z0-9_]{0,31}$")
    caption_style: CaptionStyle = "boxed"
    takes: dict[Literal["music"], int] = Field(default_factory=dict)
    transition: TransitionStyle = "auto"
    title_card: bool = False
    """Whether the film begins with its title; the card adds three seconds."""
    end_card: bool = False
    sound_effects: bool = False
    """Whether scenes have sounds of their own beside voice and music."""
    platform: Platform = "any"
    media: ProjectMedia = ProjectMedia()


class Project(ProjectContent):
    """The whole document."""

    id: Id
    user_id: str = Field(min_length=1, max_length=128)
    created_at: datetime
    updated_at: datetime
    revision: int = Field(default=1, ge=1)
    edit: Edit = Edit()
    status: ProjectStatus = "draft"
    storyboard: Storyboard = Storyboard()
    scenes: dict[Id, Scene] = Field(default_factory=dict, max_length=limits.SCENES * 2)
    takes_made: dict[Literal["music"], int] = Field(default_factory=dict)
    step_versions: dict[Kind, int] = Field(default_factory=dict)
    """The step versions the project is pinned to, so that a new release re-bills nobody."""
    moods: MoodBoard = MoodBoard()
    music: Music = Music()
    soundtrack: Soundtrack = Soundtrack()
    film: Film = Film()
    publication: Publication = Publication()
    exports: dict[ExportFormat, Export] = Field(default_factory=dict)
    stats: Stats | None = None

    def film_scenes(self) -> list[Scene]:
        """Give the scenes that are not deleted, in order."""
        return sorted((s for s in self.scenes.values() if not s.deleted), key=lambda s: (s.scene_number, s.id))
