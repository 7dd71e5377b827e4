"""A person's own media made ours: whatever comes in, what goes on is a file that we encoded ourselves.

A stranger's file is looked into and decoded in bounded child processes only, which get it as an open file and can open
no other. Everything else of Reelwright opens what comes out here.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from functions.media.examine import AUDIO_DECODERS, MAX_CLIP_PIXELS, VIDEO_DECODERS, Examined
from functions.media.frames import FPS
from functions.media.probe import MediaInfo, probe, sniff
from functions.media.runner import GIB, Bounds, MediaError, run_ffmpeg, run_python, stranger_args
from functions.media.segment import fit_filters
from functions.media.whole import is_whole
from schemas.project import Fit

SAMPLE_RATE = 48_000
_EXAMINE = Bounds(memory=GIB, output=0, cpu=60)
_CONVERT = Bounds(memory=2 * GIB, output=GIB // 4, cpu=60)
"""A WebP of 50 million pixels takes 1.2 GB."""
_DECODE = Bounds(memory=2 * GIB, output=2 * GIB, cpu=800)
_EXAMINE_SECONDS = 90.0
_DECODE_SECONDS = 420.0
_STILLS = {"png", "jpeg", "webp", "gif"}
_BITEXACT = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags", "+bitexact")
ADVICE = {
    "media_unsupported": "Export it as MP4 (H.264 and AAC), WAV, PNG or JPEG and upload that.",
    "media_unreadable": "Export or record it again and upload the new file.",
    "media_too_large": "Export it smaller or shorter and upload that.",
    "media_failed": "Export it as MP4 (H.264 and AAC) or WAV and upload that.",
    "media_killed": "Export it as MP4 (H.264 and AAC), WAV, PNG or JPEG and upload that.",
    "media_timeout": "Export it smaller or shorter and upload that.",
    "not_media": "Upload MP4, MOV, WebM, MKV, GIF, WAV, MP3, M4A, AAC, FLAC, Ogg, PNG, JPEG or WebP.",
}
"""What a person can do about each code. `wrong_media`, the remaining one, says what is wanted in its own words."""


def own_picture(source: Path, out: Path) -> MediaInfo:
    """Make a PNG of any still (PNG, JPEG, WebP, the first picture of a GIF) at `out`.

    It is upright, in sRGB, on white where it was transparent, at most 4096 pixels a side, and holds no metadata.
    Raises `MediaError` with a sentence that says what to do; nothing is left at `out` then.
    """
    with _Careful(out):
        container = sniff(source, called="The file")
        if container not in _STILLS:
            raise MediaError("wrong_media", "The file is not a picture. Upload a PNG, JPEG, WebP or GIF for this.")
        _ask("picture", container, source, str(out.resolve()), bounds=_CONVERT)
        return probe(out)


def own_clip(
    source: Path,
    out: Path,
    *,
    width: int,
    height: int,
    max_seconds: float,
    fit: Fit = "auto",
    on_progress: Callable[[float], None] | None = None,
) -> MediaInfo:
    """Make a clip of the film's format from any moving picture at `out`, with its sound where it has any.

    Args:
        source: any size, rate, rotation and codec that cameras, telephones and browsers write.
        out: an H.264 MP4 of `width` x `height` square pixels at 30 frames a second, BT.709; AAC stereo at 48 kHz.
        width, height: pixels, even.
        max_seconds: what is longer is cut.
        fit: one of `segment.FITS`: how a picture of another shape fills the frame.
        on_progress: called with the share done, 0 to 1.

    Raises `MediaError` with a sentence that says what to do; nothing is left at `out` then.
    """
    with _Careful(out):
        examined = examine(source)
        info = examined.info
        if info.kind != "video":
            raise MediaError("wrong_media", "The file has no moving picture. Upload a clip for this.")
        total = max(1, round(min(info.duration, max_seconds) * FPS))
        args = [
            *clip_args(examined, width=width, height=height, total=total, fit=fit),
            str(out.resolve()),
        ]
        _decode(args, source, on_frame=_share(on_progress, total))
        return probe(out)


def own_sound(source: Path, out: Path, *, max_seconds: float) -> MediaInfo:
    """Make a 16-bit WAV at 48 kHz, mono or stereo, of any sound or of a clip's sound at `out`.

    What is longer than `max_seconds` is cut. Raises `MediaError` with a sentence that says what to do; nothing is left
    at `out` then.
    """
    with _Careful(out):
        info = examine(source).info
        if info.audio_codec is None:
            raise MediaError("wrong_media", "The file has no sound. Upload a recording for this.")
        _decode([*sound_args(info, max_seconds=max_seconds), str(out.resolve())], source)
        made = probe(out)
        if made.duration <= 0:
            raise MediaError("media_unreadable", "The file holds no sound that could be played.")
        return made


def examine(source: Path) -> Examined:
    """Describe a film or a sound that a stranger made, without decoding it here. Raises `MediaError`."""
    container = sniff(source, called="The file")
    if container in _STILLS - {"gif"}:
        raise MediaError("wrong_media", "The file is a still picture. Upload a clip or a recording for this.")
    if not is_whole(source, container):
        raise MediaError("media_unreadable", "The file ends too early, or is damaged.")
    found = _ask(container, container, source)["examined"]
    return Examined(MediaInfo(**found["info"]), float(found["begins"]))


def clip_args(examined: Examined, *, width: int, height: int, total: int, fit: Fit) -> list[str]:
    """The ffmpeg arguments of `own_clip`, up to the name of its output."""
    info = examined.info
    filters = fit_filters(info, width=width, height=height, total=total, fit=fit)
    if (info.pix_fmt or "").startswith("yuv"):
        filters.insert(0, "bwdif=mode=send_frame:deint=interlaced")  # leaves whole pictures as they are
    sound: list[str] = []
    if info.audio_codec is not None:
        # Sound keeps its place beside the picture, whichever of them begins first, and ends with it.
        heard = f"asetpts=PTS-({examined.begins:.6f}/TB),aresample={SAMPLE_RATE}:async=1:first_pts=0,apad"
        sound = [
            *("-map", "0:a:0", "-af", f"{heard},atrim=end={total / FPS:.6f}"),
            *("-c:a", "aac", "-b:a", "192k", "-ac", "2"),
        ]
    return [
        *("-filter_threads", "2", "-max_alloc", str(GIB)),
        *stranger_args(info.container, decoders=(*VIDEO_DECODERS, *AUDIO_DECODERS), max_pixels=MAX_CLIP_PIXELS),
        *("-map", "0:V:0", "-vf", ",".join(filters), "-frames:v", str(total), "-r", str(FPS)),
        *("-c:v", "libx264", "-preset", "ultrafast", "-crf", "17", "-threads", "2", "-pix_fmt", "yuv420p"),
        *(*sound, "-sn", "-dn", *_BITEXACT, "-movflags", "+faststart", "-f", "mp4"),
    ]


def sound_args(info: MediaInfo, *, max_seconds: float) -> list[str]:
    """The ffmpeg arguments of `own_sound`, up to the name of its output."""
    return [
        *("-filter_threads", "2", "-max_alloc", str(GIB)),
        *stranger_args(info.container, decoders=AUDIO_DECODERS, max_pixels=MAX_CLIP_PIXELS),
        *("-map", "0:a:0", "-vn", "-sn", "-dn", "-af", f"aresample={SAMPLE_RATE}:async=1"),
        *("-ac", str(min(2, info.channels)), "-t", f"{max_seconds:.6f}", "-c:a", "pcm_s16le"),
        *(*_BITEXACT, "-f", "wav"),
    ]


def _ask(task: str, container: str, source: Path, *args: str, bounds: Bounds = _EXAMINE) -> dict[str, Any]:
    """Have the bounded child look at the file."""
    answer = run_python(
        "functions.media.examine",
        (task, container, *args),
        source=source,
        timeout=_EXAMINE_SECONDS,
        bounds=bounds,
        task="Reading the file",
    )
    try:
        found: dict[str, Any] = json.loads(answer)
    except ValueError as error:
        raise MediaError("media_failed", "Reading the file gave no answer.") from error
    if "error" in found:
        raise MediaError(found["error"]["code"], found["error"]["message"])
    return found


def _decode(args: list[str], source: Path, *, on_frame: Callable[[int], None] | None = None) -> None:
    run_ffmpeg(
        args,
        timeout=_DECODE_SECONDS,
        source=source,
        bounds=_DECODE,
        on_frame=on_frame,
        task="Reading the file",
    )


def _share(on_progress: Callable[[float], None] | None, total: int) -> Callable[[int], None] | None:
    return None if on_progress is None else lambda frame: on_progress(min(1.0, frame / total))


class _Careful:
    """Takes away what was begun when anything goes wrong, and adds to an error what to do about it."""

    def __init__(self, out: Path) -> None:
        self._out = out

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is None:
            return
        self._out.unlink(missing_ok=True)
        if isinstance(error, MediaError) and error.code in ADVICE:
            raise MediaError(error.code, f"{error.message} {ADVICE[error.code]}") from error
