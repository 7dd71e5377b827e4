"""The ladder: the film itself and smaller renditions of it, each as a fast-start MP4 and as a CMAF track.

The film is decoded once for all of them, and for the sheet of small pictures. Renditions have a keyframe wherever a
segment of the film begins, so a player changes between them at any segment.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from functions.media.cmaf import Fragmented, fragment
from functions.media.frames import frames_of
from functions.media.probe import MediaInfo, verify
from functions.media.runner import MediaError, input_args, run_ffmpeg
from functions.media.segment import QUICK
from functions.media.sprite import Grid, grid_of, sprite_filter, sprite_output


@dataclass(frozen=True, slots=True)
class Rung:
    """How a smaller rendition is encoded: its peak in kbit/s."""

    peak: int
    seconds: float
    """The longest film, in seconds, that is given this rendition: publishing ends within a function's nine minutes."""


RUNGS: Mapping[int, Rung] = {720: Rung(3500, 900), 480: Rung(1800, 1800)}
"""By short side in pixels, best first: for a computer on a middling line, and for a phone on a slow one."""
_LEVEL = "3.1"
"""The H.264 level of both: 480p at 30 fps is too much for 3.0."""


@dataclass(frozen=True, slots=True)
class Made:
    """A rendition as files: the whole MP4 (the film itself for the first) and the track."""

    name: str
    width: int
    height: int
    mp4: Path
    track: Path
    stream: Fragmented


@dataclass(frozen=True, slots=True)
class Ladder:
    """Everything that a film is streamed and scrubbed with; renditions best first, sound None for a silent file."""

    renditions: tuple[Made, ...]
    sound: tuple[Path, Fragmented] | None
    sprite: Path
    grid: Grid
    info: MediaInfo


def encoder_args(side: int, *, cuts: Sequence[int]) -> list[str]:
    """Options of a smaller rendition's encoder, whose keyframes are the frames `cuts` and no other."""
    rung = RUNGS[side]
    expression = "+".join(f"eq(n,{frame})" for frame in cuts)
    return [
        *("-c:v", "libx264", "-preset", "ultrafast", "-crf", "22.5"),
        *("-maxrate", f"{rung.peak}k", "-bufsize", f"{2 * rung.peak}k", "-profile:v", "main"),
        # One thread: how x264 keeps to a peak bit rate depends on how its threads happen to run.
        # As the film's own encoder, with the same B-frame pattern, so that all renditions begin at the same timestamp.
        *("-level:v", _LEVEL, "-x264-params", QUICK, "-threads", "1", "-pix_fmt", "yuv420p"),
        *("-g", "100000", "-forced-idr", "1", "-force_key_frames", f"expr:{expression}"),
        *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-video_track_timescale", "15360"),
        *("-movflags", "+faststart", "-f", "mp4"),
    ]


def copied_args() -> list[str]:
    """Options that carry over the film's sound, title and chapters."""
    return ["-map", "0:a:0?", "-c:a", "copy", "-map_metadata", "0", "-map_chapters", "0"]


def encode_args(
    video: Path, out: Mapping[int, Path], *, info: MediaInfo, cuts: Sequence[int], sheet: tuple[Grid, Path] | None
) -> list[str]:
    """The arguments that decode a film once and write smaller MP4s, by short side, and the sheet of small pictures."""
    chains = {f"v{side}": scale_filter(info, side) for side in out}
    if sheet is not None:
        chains["sheet"] = sprite_filter(sheet[0], info.frames)
    parts = "".join(f"[in{n}]" for n in range(len(chains)))
    graph = [f"[0:v:0]split={len(chains)}{parts}"]
    graph += [f"[in{n}]{chain}[{name}]" for n, (name, chain) in enumerate(chains.items())]
    args = ["-threads", "2", *input_args(video, "mp4"), "-filter_complex", ";".join(graph)]
    for side, path in out.items():
        args += ["-map", f"[v{side}]", *copied_args(), *encoder_args(side, cuts=cuts), str(path)]
    if sheet is not None:
        args += ["-map", "[sheet]", *sprite_output(sheet[1])]
    return args


def scale_filter(info: MediaInfo, short_side: int) -> str:
    """The filter that makes a film's picture this small, in the same colours."""
    width, height = scaled(info.width, info.height, short_side=short_side)
    return f"scale={width}:{height}:flags=bilinear,setsar=1"


def scaled(width: int, height: int, *, short_side: int) -> tuple[int, int]:
    """The even size nearest to the same shape with this short side."""
    factor = short_side / min(width, height)
    return 2 * round(width * factor / 2), 2 * round(height * factor / 2)


def smaller(info: MediaInfo, sides: Sequence[int] = tuple(RUNGS)) -> list[int]:
    """Which of these short sides a film is encoded in: those below its own, fewer for a film that takes long."""
    return [side for side in sides if side < min(info.width, info.height) and info.duration <= RUNGS[side].seconds]


def ladder(
    video: Path,
    folder: Path,
    *,
    on_progress: Callable[[float], None] | None = None,
    timeout: float = 480.0,
) -> Ladder:
    """Write all renditions of a film and the sheet of its small pictures into a folder.

    Args:
        video: the film: H.264 at 30 fps with closed GOPs, with or without AAC sound, which every rendition carries.
        folder: where `720p.mp4`, `stream/720p.mp4`, ..., `stream/sound.mp4` and `sprite.jpg` go; made when missing.
        on_progress: called with the share done, 0 to 1.

    Raises `MediaError`.
    """
    info = verify(video, "video")
    if info.video_codec != "h264" or info.container != "mp4":
        raise MediaError("wrong_media", f"{video.name} is not an H.264 film in MP4.")
    folder.mkdir(parents=True, exist_ok=True)
    first = _cut(video, folder, min(info.width, info.height), info)
    cuts = _cuts(first.stream)
    files = {side: folder / f"{side}p.mp4" for side in smaller(info)}
    grid, sprite = grid_of(info.frames, info.width, info.height), folder / "sprite.jpg"
    args = encode_args(video.resolve(), files, info=info, cuts=cuts, sheet=(grid, sprite.resolve()))
    run_ffmpeg(
        args,
        timeout=timeout,
        on_frame=None if on_progress is None else lambda frame: on_progress(min(1.0, frame / max(1, info.frames))),
        task="Encoding smaller renditions",
    )
    renditions = [first, *(_cut(path, folder, side, info) for side, path in files.items())]
    if any(_cuts(rendition.stream) != cuts for rendition in renditions):
        raise MediaError("media_failed", "The renditions' segments do not begin at the same times.")
    heard = folder / "stream" / "sound.mp4"
    sound = (heard, fragment(video, heard, stream="audio")) if info.audio_codec else None
    return Ladder(tuple(renditions), sound, sprite, grid, info)


def _cut(mp4: Path, folder: Path, side: int, info: MediaInfo) -> Made:
    track = folder / "stream" / f"{side}p.mp4"
    width, height = scaled(info.width, info.height, short_side=side)
    return Made(f"{side}p", width, height, mp4, track, fragment(mp4, track, stream="video"))


def _cuts(stream: Fragmented) -> list[int]:
    """The frames at which segments begin."""
    return [0, *accumulate(frames_of(segment.seconds) for segment in stream.segments)][:-1]
