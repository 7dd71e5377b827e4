"""What a finished film is shown with: poster, thumbnails and preview GIF (for streaming see `ladder`).

Only what is needed is decoded: single frames for the pictures, a few seconds for the GIF.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from functions.media.frames import FPS, HANDLE
from functions.media.probe import MediaInfo, probe, verify
from functions.media.runner import DEMUXERS, MediaError, input_args, reading_options, run_ffmpeg

if TYPE_CHECKING:
    import numpy as np
    from av.container import InputContainer
    from av.video.frame import VideoFrame

    Rgb = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

SCENE_SIDE = 480
"""Pixels of the longer side of a scene's thumbnail."""
_CAPTION_PENALTY = 0.6
_PLACEHOLDER_PENALTY = 3.0
_MOST_CANDIDATES = 48


@dataclass(frozen=True, slots=True)
class Still:
    """A picture that was written: its size in pixels and the second of the film it shows (0 for a picture's own)."""

    path: Path
    width: int
    height: int
    at_seconds: float


def thumbnail(source: Path, out: Path, *, width: int = 640) -> Still:
    """Write a JPEG of at most `width` pixels across, from a picture or the middle of a film; raises `MediaError`."""
    info = probe(source)
    if info.kind == "audio":
        raise MediaError("wrong_media", f"{source.name} is a sound, but a picture is needed.")
    at = info.duration / 2
    return _save(next(_frames_at(source, info, [at])), out, width=width, at=at)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A scene's place in the film, in seconds from and to; its ends may lie in the middle of a transition.

    Attributes:
        inner: seconds of the film at which one picture of an image sequence gives way to the next.
        standing_in: whether it shows a placeholder, which makes a poor poster.
    """

    start: float
    end: float
    inner: tuple[float, ...] = ()
    standing_in: bool = False


@dataclass(frozen=True, slots=True)
class Stills:
    """The film's poster, and a frame of each scene, in order."""

    poster: Still
    scenes: tuple[Still, ...]


def stills(
    video: Path,
    folder: Path,
    scenes: Sequence[Stretch],
    *,
    captioned: Sequence[tuple[float, float]] = (),
    poster_width: int = 1920,
) -> Stills:
    """Write each scene's best frame as `000.jpg`, `001.jpg`, ..., and the best of them all as `poster.jpg`.

    Args:
        video: the finished film.
        folder: where the pictures go; made when missing.
        scenes: the film's scenes in order, at least one, without its title and end cards.
        captioned: seconds from and to which a caption shows; other frames are preferred.
        poster_width: pixels across, at most.

    Candidates are keyframes, which cost one decode each, and the middles of stretches without a caption; none lies in a
    transition. Raises `MediaError`.
    """
    info = verify(video, "video")
    folder.mkdir(parents=True, exist_ok=True)
    keyframes, most = _keyframe_times(video), max(2, min(_MOST_CANDIDATES // len(scenes), 12))
    poster = (-1e9, Still(folder / "poster.jpg", 0, 0, 0.0))
    found = []
    for number, scene in enumerate(scenes):
        times = _few(candidates(keyframes, scene, captioned=captioned), most)
        best_score, best, best_time = -1e9, None, 0.0
        for time, frame in zip(times, _frames_at(video, info, times), strict=True):
            score = appeal(_small(frame)) - (_CAPTION_PENALTY if _inside(time, captioned) else 0.0)
            if score > best_score:
                best_score, best, best_time = score, frame, time
        assert best is not None
        found.append(_save(best, folder / f"{number:03}.jpg", long_side=SCENE_SIDE, at=best_time))
        fitness = best_score - (_PLACEHOLDER_PENALTY if scene.standing_in else 0.0)
        if fitness > poster[0]:
            poster = (fitness, _save(best, poster[1].path, width=poster_width, at=best_time))
    return Stills(poster[1], tuple(found))


def candidates(
    keyframes: Sequence[float], scene: Stretch, *, captioned: Sequence[tuple[float, float]] = ()
) -> tuple[float, ...]:
    """Seconds of the film worth a look in a scene, in order; never empty, and in no transition if it has any calm."""
    margin = (HANDLE + 2) / FPS
    turns = [scene.start, *scene.inner, scene.end]
    calm = [(a + margin, b - margin) for a, b in itertools.pairwise(turns) if b - a > 2 * margin]
    edges = captioned_edges(captioned)
    free = [
        (max(start, a), min(end, b))
        for start, end in calm
        for a, b in zip([0.0, *edges[1::2]], [*edges[::2], end], strict=True)
        if min(end, b) - max(start, a) > 1 / FPS
    ]
    middles = [(start + end) / 2 for start, end in [*calm, *free]]
    inside = [time for time in keyframes if any(start <= time <= end for start, end in calm)]
    wanted = sorted({round(time * FPS) / FPS for time in [*inside, *middles]})
    return tuple(wanted) or ((scene.start + scene.end) / 2,)


def _few(times: Sequence[float], most: int) -> Sequence[float]:
    return times[:: max(1, -(-len(times) // most))]


def captioned_edges(captioned: Sequence[tuple[float, float]]) -> list[float]:
    """Starts and ends of the captions as one rising list, overlapping ones merged."""
    edges: list[float] = []
    for start, end in sorted(captioned):
        if edges and start <= edges[-1]:
            edges[-1] = max(edges[-1], end)
        else:
            edges += [start, end]
    return edges


def appeal(rgb: "Rgb") -> float:
    """How well a picture (height, width, 3; 8 bit) would do as a poster; higher is better, roughly 0 to 2.3.

    Sharpness is the variance of the Laplacian (Pech-Pacheco 2000), exposure the distance of mean luma from middle grey
    with clipped shares taken off, colour the measure of Hasler and Süsstrunk (2003).
    """
    import numpy as np

    red, green, blue = (rgb[..., channel].astype(np.float32) for channel in range(3))
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    centre = luma[1:-1, 1:-1]
    laplacian = 4 * centre - luma[:-2, 1:-1] - luma[2:, 1:-1] - luma[1:-1, :-2] - luma[1:-1, 2:]
    sharpness = min(1.0, float(np.log10(1 + laplacian.var())) / 3.5)
    clipped = float((luma < 8).mean() + (luma > 250).mean())
    exposure = 1 - 2 * abs(float(luma.mean()) / 255 - 0.46) - clipped
    red_green, yellow_blue = red - green, (red + green) / 2 - blue
    spread = float(np.hypot(red_green.std(), yellow_blue.std()))
    colour = min(1.0, (spread + 0.3 * float(np.hypot(red_green.mean(), yellow_blue.mean()))) / 80)
    return sharpness + 0.8 * exposure + 0.5 * colour


def _inside(time: float, spans: Sequence[tuple[float, float]]) -> bool:
    return any(start <= time <= end for start, end in spans)


def _open(path: Path, info: MediaInfo) -> "InputContainer":
    import av

    return av.open(f"file:{path}", format=DEMUXERS[info.container], options=reading_options(info.container))


def _keyframe_times(video: Path) -> list[float]:
    with _open(video, probe(video)) as source:
        return [
            float(packet.pts * packet.time_base)
            for packet in source.demux(video=0)
            if packet.is_keyframe and packet.pts is not None and packet.time_base is not None
        ]


def _frames_at(path: Path, info: MediaInfo, times: Sequence[float]) -> "Iterator[VideoFrame]":
    """The frames shown at these seconds, one at a time; the last frame for a time past the end."""
    import av

    try:
        with _open(path, info) as source:
            stream = source.streams.video[0]
            for time in times:
                if time > 0:
                    source.seek(int(time * 1_000_000))
                last: VideoFrame | None = None
                for frame in source.decode(stream):
                    last = frame
                    if frame.time is None or frame.time >= time - 0.5 / FPS:
                        break
                if last is None:
                    raise MediaError("media_unreadable", f"{path.name} has no picture at {time:.2f} s.")
                yield last
    except av.FFmpegError as error:
        raise MediaError("media_unreadable", f"{path.name} cannot be decoded.") from error


def _small(frame: "VideoFrame") -> "Rgb":
    return _rgb(frame.reformat(width=480, height=max(2, round(480 * frame.height / frame.width)), format="rgb24"))


def _rgb(frame: "VideoFrame") -> "Rgb":
    import numpy as np

    return np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8)


def _save(
    frame: "VideoFrame", out: Path, *, width: int = 10_000, long_side: int | None = None, at: float = 0.0
) -> Still:
    from PIL import Image as Pillow

    picture = Pillow.fromarray(_rgb(frame))
    if frame.rotation:
        picture = picture.rotate(frame.rotation, expand=True)
    factor = min(1.0, width / picture.width, long_side / max(picture.size) if long_side else 1.0)
    if factor < 1:
        size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
        picture = picture.resize(size, Pillow.Resampling.LANCZOS)
    picture.convert("RGB").save(out, "JPEG", quality=88, optimize=True, progressive=True)
    return Still(out, picture.width, picture.height, at)


@dataclass(frozen=True, slots=True)
class GifSize:
    """One step of the search for a GIF that fits: longest side in pixels, frames a second, colours."""

    side: int
    fps: int
    colours: int


GIF_SIZES = (
    GifSize(480, 12, 160),
    GifSize(480, 10, 96),
    GifSize(400, 10, 64),
    GifSize(320, 8, 48),
    GifSize(240, 6, 32),
)


def highlights(scenes: Sequence[Stretch], *, seconds: float = 4.5) -> tuple[tuple[float, float], ...]:
    """Up to three spans (start and length in seconds), from the first, the middle and the last scene, for a preview."""
    first, last = scenes[0], scenes[-1]
    if len(scenes) < 3 or last.end - first.start <= seconds:
        return ((first.start, min(seconds, last.end - first.start)),)
    each = seconds / 3
    spans = []
    for scene in (first, scenes[len(scenes) // 2], last):
        length = min(each, scene.end - scene.start)
        spans.append((scene.start + (scene.end - scene.start - length) / 2, length))
    return tuple(spans)


def gif_args(video: Path, out: Path, *, spans: Sequence[tuple[float, float]], size: GifSize) -> list[str]:
    """The arguments that make a looping GIF of these spans (start and length in seconds) with a palette of its own."""
    inputs: list[str] = []
    for start, length in spans:
        inputs += ["-ss", f"{start:.6f}", "-t", f"{length:.6f}", *input_args(video, "mp4")]
    scale = f"scale=w='if(gt(iw,ih),{size.side},-2)':h='if(gt(iw,ih),-2,{size.side})':flags=area"
    chains = [f"[{n}:v:0]fps={size.fps},{scale},format=rgb24[p{n}]" for n in range(len(spans))]
    parts = "".join(f"[p{n}]" for n in range(len(spans)))
    chains.append(f"{parts}concat=n={len(spans)}:v=1:a=0,split[seen][shown]")
    chains.append(f"[seen]palettegen=max_colors={size.colours}:stats_mode=diff[palette]")
    chains.append("[shown][palette]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle[out]")
    return [
        *("-filter_complex_threads", "2", *inputs, "-filter_complex", ";".join(chains), "-map", "[out]"),
        *("-fflags", "+bitexact", "-loop", "0", "-f", "gif", str(out)),
    ]


def gif(
    video: Path,
    out: Path,
    *,
    spans: Sequence[tuple[float, float]],
    max_bytes: int = 8_000_000,
    timeout: float = 300.0,
) -> MediaInfo:
    """Write a looping preview of at most `max_bytes`: 480 pixels on the long side, less where that is too heavy.

    `spans` are starts and lengths in seconds, see `highlights`. Raises `MediaError("media_too_large")` if even the
    smallest size does not fit.
    """
    verify(video, "video")
    for size in GIF_SIZES:
        args = gif_args(video.resolve(), out.resolve(), spans=spans, size=size)
        run_ffmpeg(args, timeout=timeout, task="Making the preview")
        if out.stat().st_size <= max_bytes:
            return probe(out)
    raise MediaError("media_too_large", f"The preview does not fit into {max_bytes} bytes.")
