"""What a media file is, read in-process with PyAV (imageio-ffmpeg ships no ffprobe).

The container is recognised from the first bytes and then forced, so a playlist dressed up as a film is never followed.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from functions.media.runner import DEMUXERS, MediaError, reading_options

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

Kind = Literal["video", "image", "audio"]

MAX_PIXELS = 50_000_000
"""Pixels of one picture; an 8K frame has 33 million."""
MAX_SECONDS = 4 * 3600.0

_STILL = {"png", "jpeg", "webp"}
_PLAYLISTS = (b"#EXTM3U", b"ffconcat", b"[playlist]", b"<?xml", b"<MPD", b"v=0\r\n", b"v=0\n", b"[InternetShortcut]")
_MP4_ATOMS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
_STILL_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1")


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """What was found in a file. Absent streams leave `None` or 0.

    Attributes:
        kind: `video` (moving picture, with or without sound), `image` (one picture) or `audio`.
        container: one of `runner.DEMUXERS`.
        duration: seconds; 0 for an image.
        fps: frames a second on average; 0 without moving picture.
        width, height: pixels as shown, so after rotation and with square pixels.
        square_pixels: whether the stored pixels are square, so that the stored picture is as wide as the shown one.
        frames: number of pictures.
        rotation: degrees counter-clockwise that a player turns the picture: 0, 90, 180 or 270.
        color_space: the matrix the file names for Y'CbCr, such as `bt709` or `smpte170m`; None where it names none.
        hdr: whether brightness is coded as PQ or HLG, which an ordinary screen shows too flat.
        sample_rate: Hz.
    """

    kind: Kind
    container: str
    duration: float
    fps: float = 0.0
    width: int = 0
    height: int = 0
    frames: int = 0
    square_pixels: bool = True
    rotation: int = 0
    pix_fmt: str | None = None
    color_space: str | None = None
    hdr: bool = False
    video_codec: str | None = None
    audio_codec: str | None = None
    sample_rate: int = 0
    channels: int = 0


_MATRICES = {0: "rgb", 1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 8: "ycgco", 9: "bt2020nc"}
"""ITU-T H.273, table 4 (MatrixCoefficients); 2 is "unspecified"."""
_HDR_TRANSFERS = {16, 18}
"""ITU-T H.273, table 3 (TransferCharacteristics): PQ (SMPTE ST 2084) and HLG (ARIB STD-B67)."""


def sniff(path: Path, *, called: str | None = None) -> str:
    """Name the container from the file's first bytes; playlists and the unknown raise `MediaError("not_media")`.

    `called` is how the error names the file, if not by its name.
    """
    called = called or path.name
    with path.open("rb") as file:
        head = file.read(64)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_PLAYLISTS):
        raise MediaError("not_media", f"{called} is a playlist or a page; only media files are read.")
    name = sniff_bytes(head)
    if name is None and head[4:8] == b"ftyp" and head[8:12] in _STILL_BRANDS:
        raise MediaError("not_media", f"{called} is a HEIC or AVIF picture: save it as JPEG or PNG.")
    if name is None:
        what = "is empty" if not head else "is not a media file of a known kind"
        raise MediaError("not_media", f"{called} {what}.")
    return name


_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"\x1aE\xdf\xa3", "webm"),
    (0, b"ID3", "mp3"),
    (0, b"fLaC", "flac"),
    (0, b"OggS", "ogg"),
    (8, b"WAVE", "wav"),
    (8, b"WEBP", "webp"),
)


def sniff_bytes(head: bytes) -> str | None:
    """The container that begins with these bytes (12 are enough), or None."""
    for offset, magic, name in _MAGIC:
        if head[offset : offset + len(magic)] == magic and (offset == 0 or head[:4] == b"RIFF"):
            return name
    if head[4:8] in _MP4_ATOMS:
        return None if head[8:12] in _STILL_BRANDS else "mp4"
    if len(head) >= 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "aac" if head[1] & 0xF6 == 0xF0 else "mp3"
    return None


def probe(path: Path, *, max_pixels: int = MAX_PIXELS, max_seconds: float = MAX_SECONDS) -> MediaInfo:
    """Describe a media file; its first picture or sound is decoded, so a file that probes can be opened.

    Raises `MediaError`: `not_media` (unknown or a playlist), `media_unreadable` (damaged or empty), `media_too_large`.
    """
    import av

    container = sniff(path)
    try:
        with _open(path, container, max_pixels) as source:
            info = describe(source, container, path.name, max_pixels)
    except (av.FFmpegError, ValueError, StopIteration) as error:
        raise MediaError("media_unreadable", f"{path.name} looks like {container} but cannot be read.") from error
    if info.duration > max_seconds:
        raise MediaError("media_too_large", f"{path.name} lasts {info.duration:.0f} s; at most {max_seconds:.0f} s.")
    return info


def verify(path: Path, expected_kind: Kind, *, max_pixels: int = MAX_PIXELS) -> MediaInfo:
    """`probe`, and raise `MediaError("wrong_media")` unless the file is of the expected kind."""
    info = probe(path, max_pixels=max_pixels)
    if info.kind != expected_kind:
        raise MediaError("wrong_media", f"{path.name} is {_a(info.kind)}, but {_a(expected_kind)} is needed.")
    return info


def _a(kind: str) -> str:
    return ("an " if kind[0] in "aeiou" else "a ") + kind


def _open(path: Path, container: str, max_pixels: int) -> "InputContainer":
    import av

    # Opening already decodes a little of some formats; the codec's own limit keeps a picture bomb from being unpacked.
    options = {**reading_options(container), "max_pixels": str(max_pixels)}
    return av.open(f"file:{path}", format=DEMUXERS[container], options=options)


def describe(source: "InputContainer", container: str, name: str, max_pixels: int) -> MediaInfo:
    """Describe an open file by its first picture and its first sound; `name` is for errors.

    Raises `MediaError`, and what PyAV raises for a damaged file.
    """
    picture = next((s for s in source.streams.video if not is_cover(s)), None)
    sound = source.streams.audio[0] if source.streams.audio else None
    if picture is None and sound is None:
        raise MediaError("media_unreadable", f"{name} holds neither picture nor sound.")
    heard: dict[str, Any] = {}
    if sound is not None:
        codec = sound.codec_context
        heard = {"audio_codec": codec.name, "sample_rate": codec.sample_rate, "channels": codec.channels}
    if picture is None:
        assert sound is not None
        next(source.decode(sound))
        return MediaInfo("audio", container, _seconds(source, sound), **heard)
    pixels = picture.width * picture.height
    if pixels == 0:
        raise MediaError("media_unreadable", f"{name} is damaged, or has more than {max_pixels} pixels a picture.")
    if pixels > max_pixels:
        raise MediaError("media_too_large", f"{name} has {pixels} pixels a picture; at most {max_pixels} are accepted.")
    seen = _describe_picture(source, picture, still=container in _STILL)
    still = container in _STILL or (container == "gif" and seen["frames"] == 1)
    if still:
        return MediaInfo("image", container, 0.0, **{**seen, "fps": 0.0, "frames": 1})
    return MediaInfo("video", container, _seconds(source, picture), **seen, **heard)


def _describe_picture(source: "InputContainer", stream: "VideoStream", *, still: bool) -> dict[str, Any]:
    frame: VideoFrame = next(source.decode(stream))
    rotation = int(frame.rotation) % 360
    width, height = frame.width, frame.height
    aspect = stream.sample_aspect_ratio
    if aspect:
        width = round(width * aspect)
    if rotation in (90, 270):
        width, height = height, width
    return {
        "fps": float(stream.average_rate or 0),
        "width": width,
        "height": height,
        "square_pixels": aspect in {None, 0, 1},
        "frames": 1 if still else stream.frames or _count(source, stream),
        "rotation": rotation,
        "pix_fmt": frame.format.name,
        "color_space": _MATRICES.get(int(frame.colorspace)),
        "hdr": int(frame.color_trc) in _HDR_TRANSFERS,
        "video_codec": stream.codec_context.name,
    }


def _count(source: "InputContainer", stream: "VideoStream") -> int:
    source.seek(0)
    return sum(1 for packet in source.demux(stream) if packet.size)


def _seconds(source: "InputContainer", stream: Any) -> float:
    if stream.duration:
        return float(stream.duration * stream.time_base)
    return (source.duration or 0) / 1_000_000


def is_cover(stream: "VideoStream") -> bool:
    """Whether a stream is no moving picture but the cover of a record."""
    from av.stream import Disposition

    return bool(stream.disposition & Disposition.attached_pic)
