"""The public document of a published film, `shares/{share_id}`: all that a share page may read."""

from datetime import datetime

from pydantic import Field

from schemas.base import Model


class HlsSegment(Model):
    """One media segment: an object's name and its length in seconds."""

    path: str
    seconds: float = Field(gt=0)


class HlsRendition(Model):
    """One quality of the film: fMP4 initialisation and segments."""

    name: str = Field(pattern=r"^[a-z0-9_]{1,24}$")
    width: int
    height: int
    bandwidth: int
    """Peak bits per second."""
    average_bandwidth: int
    codecs: str
    frame_rate: float = 30.0
    init_path: str
    segments: tuple[HlsSegment, ...]


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
    language: str = "en"
    renditions: tuple[HlsRendition, ...] = ()
    tokens: dict[str, str]
    width: int
    height: int
    poster_width: int
    poster_height: int
    duration_seconds: float
    published_at: datetime
