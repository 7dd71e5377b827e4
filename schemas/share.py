"""The public document of a published film, `shares/{share_id}`: all that a share page may read."""

from datetime import datetime

from pydantic import Field

from schemas.base import Model


class MediaSegment(Model):
    """One media segment of a track: so many bytes of its file, after those of the segments before it."""

    seconds: float = Field(gt=0)
    bytes: int = Field(gt=0)
    key_bytes: int = Field(default=0, ge=0)
    """Of those, the bytes up to the end of its first picture, which is a keyframe; 0 where nobody asks for them."""


class Track(Model):
    """A CMAF track: one fragmented MP4 file that players read in byte ranges.

    The file is the initialisation (`init_bytes`), then an index of the segments (`index_bytes`), then the segments.
    """

    path: str
    codecs: str
    bandwidth: int
    """Peak bits per second."""
    average_bandwidth: int
    init_bytes: int = Field(gt=0)
    index_bytes: int = Field(gt=0)
    segments: tuple[MediaSegment, ...] = Field(min_length=1)


class Sound(Track):
    """The film's sound, the same beside every rendition."""

    sample_rate: int
    channels: int


class Rendition(Track):
    """One quality of the film's picture, as a track and as a whole MP4 with sound."""

    name: str = Field(pattern=r"^[a-z0-9_]{1,24}$")
    width: int
    height: int
    frame_rate: float = 30.0
    mp4_path: str
    mp4_bytes: int = 0


class Sprite(Model):
    """Small pictures of the film at even steps, row by row in one sheet, for a player's timeline.

    The first shows what is seen in the first `seconds`, and so on; `width` and `height` are those of one picture.
    """

    path: str
    width: int
    height: int
    columns: int = Field(ge=1)
    count: int = Field(ge=1)
    seconds: float = Field(gt=0)


class Chapter(Model):
    """A scene, with a frame of it."""

    title: str
    start: float = Field(ge=0)
    thumbnail_path: str
    thumbnail_width: int
    thumbnail_height: int


class Share(Model):
    """Title and places of a published film. `tokens` maps a Storage path to its download token."""

    share_id: str = Field(pattern=r"^[A-Za-z0-9_-]{22}$")
    title: str
    description: str = ""
    bucket: str
    video_path: str
    poster_path: str
    gif_path: str
    captions_path: str | None = None
    """WebVTT; None for a film in which nobody speaks."""
    subtitles_path: str | None = None
    """The same as SRT."""
    language: str = "en"
    renditions: tuple[Rendition, ...] = ()
    """Best first; the first is the film itself."""
    sound: Sound | None = None
    sprite: Sprite | None = None
    chapters: tuple[Chapter, ...] = ()
    tokens: dict[str, str]
    width: int
    height: int
    poster_width: int
    poster_height: int
    duration_seconds: float
    published_at: datetime
