"""The finished film in another format, for where the film itself is too large or not wanted.

| format | what it is | plays |
|---|---|---|
| `mp4_720`, `mp4_480` | H.264 and the film's own AAC in MP4 | everywhere |
| `webm` | VP9 and Opus in WebM | every browser of today, without patents |
| `av1` | AV1 and the film's own AAC in MP4 | Chrome, Edge, Firefox; Apple's newer devices; televisions |

AV1 stands in MP4 with AAC because Apple's players read AV1 from MP4 only, and whoever can decode AV1 decodes AAC; so
the sound is not encoded a second time either.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from functions.media.ladder import copied_args, encoder_args, scale_filter
from functions.media.probe import MediaInfo, verify
from functions.media.runner import MediaError, input_args, run_ffmpeg
from schemas.project import ExportFormat

_KEYFRAME_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is written.

    Attributes:
        suffix, content_type: of its file.
        short_side: pixels of the picture's shorter side, at most; None for the film's own size.
        seconds: the longest film that is made into it within a function's nine minutes on two cores, with room for a
            slower machine: measured, see docs/decisions/0011-deliverables.md.
    """

    suffix: str
    content_type: str
    short_side: int | None
    seconds: float


FORMATS: Mapping[ExportFormat, Format] = {
    "mp4_720": Format(".mp4", "video/mp4", 720, 900),
    "mp4_480": Format(".mp4", "video/mp4", 480, 1800),
    "webm": Format(".webm", "video/webm", None, 240),
    "av1": Format(".mp4", "video/mp4", None, 240),
}

# Same bytes on one core and on two: both encoders divide the work by the picture's size, not by who is free.
_VP9 = (
    *("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "6", "-row-mt", "1", "-tile-columns", "1"),
    *("-threads", "2", "-crf", "32", "-b:v", "0", "-c:a", "libopus", "-b:a", "128k"),
)
_AV1 = ("-c:v", "libsvtav1", "-preset", "9", "-crf", "33", "-svtav1-params", "lp=2", "-c:a", "copy")


def too_long(name: ExportFormat, seconds: float) -> str | None:
    """Why a film of so many seconds cannot be exported like this, as a sentence for a person; None when it can."""
    most = FORMATS[name].seconds
    if seconds <= most:
        return None
    return (
        f"A film of {seconds / 60:.0f} minutes takes too long to encode as {name}: at most {most / 60:.0f} minutes are "
        "possible. Choose a smaller format, or convert the MP4 yourself."
    )


def export_args(video: Path, out: Path, name: ExportFormat, info: MediaInfo) -> list[str]:
    """The arguments that write a film in another format, with its title and chapters."""
    source = ["-threads", "2", *input_args(video, "mp4"), "-map", "0:v:0", *copied_args()]
    side = FORMATS[name].short_side
    if side is not None:
        filters = scale_filter(info, min(side, info.width, info.height))
        cuts = range(0, max(1, info.frames), _KEYFRAME_SECONDS * 30)
        return [*source, "-vf", filters, *encoder_args(side, cuts=cuts), str(out)]
    exact = ["-fflags", "+bitexact", "-flags", "+bitexact", "-g", str(_KEYFRAME_SECONDS * 30), "-pix_fmt", "yuv420p"]
    if name == "webm":
        return [*source, *_VP9, *exact, "-f", "webm", str(out)]
    return [*source, *_AV1, *exact, "-movflags", "+faststart", "-f", "mp4", str(out)]


def export(
    video: Path,
    out: Path,
    name: ExportFormat,
    *,
    on_progress: Callable[[float], None] | None = None,
    timeout: float = 480.0,
) -> MediaInfo:
    """Write the film in another format and say what came out.

    `on_progress` is called with the share done, 0 to 1. Raises `MediaError`: `media_too_large` for a film that takes
    too long, before anything is encoded.
    """
    info = verify(video, "video")
    reason = too_long(name, info.duration)
    if reason is not None:
        raise MediaError("media_too_large", reason)
    run_ffmpeg(
        export_args(video.resolve(), out.resolve(), name, info),
        timeout=timeout,
        env={"SVT_LOG": "1"},
        on_frame=None if on_progress is None else lambda frame: on_progress(min(1.0, frame / max(1, info.frames))),
        task=f"Exporting the film as {name}",
    )
    made = verify(out, "video")
    if abs(made.frames - info.frames) > 0:
        raise MediaError("media_failed", f"The export has {made.frames} frames instead of {info.frames}.")
    return made
