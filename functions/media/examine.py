"""Looks into a stranger's file. A program of its own: `own` runs it in a bounded child, never in the function itself.

Measured: a film of 1.3 KB whose index claims 89 million samples took 3.2 GB and 8 processor seconds when it was probed
in the function's own process. In the child that is refused, and costs what any small file costs.

The file is standard input, already open; its name is not known here. The answer is one JSON object on standard output.
"""

import json
import os
import struct
import sys
import zlib
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from functions.media.probe import MAX_SECONDS, MediaInfo, describe, is_cover
from functions.media.runner import DEMUXERS, MAX_STREAMS, MediaError

if TYPE_CHECKING:
    from av.container import InputContainer
    from PIL.Image import Image

VIDEO_DECODERS = (*("h264", "hevc", "vp8", "vp9", "libdav1d", "av1", "mpeg4", "mpeg2video", "mjpeg", "prores", "gif"),)
AUDIO_DECODERS = (
    *("aac", "mp3", "mp3float", "flac", "vorbis", "opus", "libopus", "alac", "ac3", "eac3", "amrnb", "amrwb"),
    *("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_s16be", "pcm_s24be", "pcm_alaw", "pcm_mulaw"),
)
"""What cameras, telephones, browsers and editors write. What is not run on a stranger's bytes cannot go wrong."""

MAX_PICTURE_PIXELS = 50_000_000
MAX_CLIP_PIXELS = 17_000_000
"""A 5.3K action camera's frame has 16 million."""
MAX_SIDE = 4096
"""Pixels of the longer side of a picture as we keep it."""
_MAX_SHAPE = 20
"""How many times a picture may be as wide as high, or as high as wide."""
_MAX_FPS = 1000
_SAMPLE_RATES = range(4000, 768_001)
_MAX_CHANNELS = 32
_MAX_PACKETS = 4_000_000
_STILLS = ("PNG", "JPEG", "WEBP", "GIF")


@dataclass(frozen=True, slots=True)
class Examined:
    """What a stranger's file holds, measured and not as it claims.

    Attributes:
        info: with the length that its packets really have.
        begins: seconds from the start of the file to its first picture (to its sound, where there is no picture).
    """

    info: MediaInfo
    begins: float


def examine_stream(container: str) -> Examined:
    """Describe the film or the sound on standard input. Raises `MediaError`."""
    import av

    try:
        with _open(container) as source:
            _check_codecs(source)
            info = describe(source, container, "The file", MAX_CLIP_PIXELS)
        _check(info)
        with _open(container) as source:
            return _measured(source, info)
    except (av.FFmpegError, ValueError, StopIteration) as error:
        if isinstance(error, MemoryError):
            raise
        raise MediaError("media_unreadable", "The file is damaged: its content cannot be decoded.") from error


def _open(container: str) -> "InputContainer":
    import av

    os.lseek(0, 0, os.SEEK_SET)
    options = {
        "protocol_whitelist": "fd",
        "codec_whitelist": ",".join((*VIDEO_DECODERS, *AUDIO_DECODERS)),
        "max_streams": str(MAX_STREAMS),
        "max_pixels": str(MAX_CLIP_PIXELS),
    }
    return av.open("fd:", format=DEMUXERS[container], options=options)


def _check_codecs(source: "InputContainer") -> None:
    pictures = [stream for stream in source.streams.video if not is_cover(stream)]
    for streams, known in ((pictures, VIDEO_DECODERS), (source.streams.audio, AUDIO_DECODERS)):
        for stream in streams[:1]:
            codec = stream.codec_context.name if stream.codec_context else "an unknown codec"
            if codec not in known:
                raise MediaError("media_unsupported", f"The file is coded as {codec}, which is not read.")


def _check(info: MediaInfo) -> None:
    if info.kind != "audio":
        _check_shape(info.width, info.height)
        if info.fps > _MAX_FPS:
            raise MediaError("media_unsupported", f"The file claims {info.fps:.0f} pictures a second.")
    if info.audio_codec is not None and not (info.sample_rate in _SAMPLE_RATES and 1 <= info.channels <= _MAX_CHANNELS):
        raise MediaError(
            "media_unsupported", f"Its sound has {info.channels} channels at {info.sample_rate} Hz, which is not read."
        )


def _check_shape(width: int, height: int) -> None:
    if not (0 < width <= _MAX_SHAPE * height and height <= _MAX_SHAPE * width):
        raise MediaError("media_unsupported", f"A picture of {width} x {height} pixels has no shape for a film.")


def _measured(source: "InputContainer", info: MediaInfo) -> Examined:
    """Read all packets of the picture, or of the sound alone: how long it is does not stand in its index."""
    pictures = [stream for stream in source.streams.video if not is_cover(stream)]
    stream = source.streams.audio[0] if info.kind == "audio" else pictures[0]
    first, last, packets = None, 0, 0
    for packet in source.demux(stream):
        if not packet.size or packet.pts is None or packet.is_discard:
            continue
        packets += 1
        first = packet.pts if first is None else min(first, packet.pts)
        last = max(last, packet.pts + (packet.duration or 0))
        if packets > _MAX_PACKETS:
            raise MediaError("media_too_large", f"The file has more than {_MAX_PACKETS} parts.")
    if first is None or stream.time_base is None:
        raise MediaError("media_unreadable", "The file is damaged: it holds nothing that could be played.")
    seconds = float((last - first) * stream.time_base) or (1 / info.fps if info.fps else 0.0)
    if seconds > MAX_SECONDS:
        raise MediaError("media_too_large", f"The file lasts {seconds:.0f} s; at most {MAX_SECONDS:.0f} s.")
    if info.kind == "video" and packets > _MAX_FPS * max(1.0, seconds):
        raise MediaError("media_unsupported", f"The file has {packets} pictures in {seconds:.1f} s.")
    begins = float(first * stream.time_base) - (source.start_time or 0) / 1_000_000
    measured = {**asdict(info), "duration": seconds, "frames": 0 if info.kind == "audio" else packets}
    return Examined(MediaInfo(**measured), begins=begins)


def convert_picture(out: Path) -> None:
    """Write the still on standard input as an upright sRGB PNG without transparency and metadata.

    Of several pictures it takes the first. Raises `MediaError`.
    """
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the check below is stricter and says what was found
    try:
        with os.fdopen(0, "rb", closefd=False) as file, Image.open(file, formats=_STILLS) as source:
            _check_picture(*source.size)
            source.draft(None, (MAX_SIDE, MAX_SIDE))  # a JPEG is decoded at a half or a quarter of its size at once
            profile = source.info.get("icc_profile")
            picture = _eight_bits(ImageOps.exif_transpose(source))
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, struct.error, zlib.error) as error:
        raise MediaError("media_unreadable", "The picture is damaged: it cannot be decoded to its end.") from error
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    flat = _flat(picture, profile)
    clean = Image.frombytes("RGB", flat.size, flat.tobytes())  # the pixels and nothing else
    clean.save(out, "PNG", compress_level=3)


def _check_picture(width: int, height: int) -> None:
    if width * height > MAX_PICTURE_PIXELS:
        raise MediaError(
            "media_too_large", f"The picture has {width} x {height} pixels; at most {MAX_PICTURE_PIXELS} are accepted."
        )
    _check_shape(width, height)


def _eight_bits(picture: "Image") -> "Image":
    """The picture in a mode that can be scaled: L, RGB, RGBA or CMYK, with eight bits a channel."""
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value / 256).convert("L")  # 16 bits of grey
    if picture.mode in {"L", "RGB"} and "transparency" not in picture.info:
        return picture
    if picture.mode in {"RGBA", "CMYK"}:
        return picture
    clear = "transparency" in picture.info or picture.mode in {"LA", "PA", "La", "RGBa"}
    return picture.convert("RGBA" if clear else "RGB")


def _flat(picture: "Image", profile: bytes | None) -> "Image":
    """The picture in sRGB, on white where it is transparent."""
    from PIL import Image

    if picture.mode != "RGBA":
        return _srgb(picture, profile)
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(_srgb(picture.convert("RGB"), profile), mask=picture.getchannel("A"))
    return paper


def _srgb(picture: "Image", profile: bytes | None) -> "Image":
    from PIL import ImageCms

    if profile:
        try:
            own, screen = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, own, screen, outputMode="RGB")
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, OSError):  # not a profile, or another mode's: shown without, as browsers do
            pass
    return picture.convert("RGB")


def _answer(task: str, container: str, out: str | None) -> dict[str, Any]:
    try:
        if task == "picture":
            assert out is not None
            convert_picture(Path(out))
            return {}
        return {"examined": asdict(examine_stream(container))}
    except MediaError as error:
        return {"error": {"code": error.code, "message": error.message}}
    except MemoryError:
        return {"error": {"code": "media_too_large", "message": "The file needs more memory than there is for it."}}


if __name__ == "__main__":
    json.dump(_answer(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None), sys.stdout)
