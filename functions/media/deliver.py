"""What a finished film is shown with: thumbnail, poster and preview GIF (for streaming see `hls`).

Only what is needed is decoded: single frames for the pictures, a few seconds for the GIF.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from functions.media.frames import FPS, HANDLE
from functions.media.probe import MediaInfo, probe, verify
from functions.media.runner import DEMUXERS, MediaError, input_args, run_ffmpeg

if TYPE_CHECKING:
    import numpy as np
    from av.container import InputContainer
    from av.video.frame import VideoFrame

    Rgb = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

_CAPTION_PENALTY = 0.6
_MOST_CANDIDATES = 40


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


def poster(
    video: Path,
    out: Path,
    *,
    scene_starts: Sequence[float] = (),
    captioned: Sequence[tuple[float, float]] = (),
    width: int = 1920,
) -> Still:
    """Write the film's best frame as a JPEG of at most `width` pixels across.

    Args:
        scene_starts: seconds at which scenes begin; frames around them may be in a transition and are not looked at.
        captioned: seconds from and to which a caption shows; other frames are preferred.

    Candidates are keyframes, which cost one decode each, and the middles of stretches without a caption.
    """
    info = verify(video, "video")
    times = candidates(_keyframe_times(video), info.duration, scene_starts=scene_starts, captioned=captioned)
    best_score, best, best_time = -1e9, None, 0.0
    for time, frame in zip(times, _frames_at(video, info, times), strict=True):
        score = appeal(_small(frame)) - (_CAPTION_PENALTY if _inside(time, captioned) else 0.0)
        if score > best_score:
            best_score, best, best_time = score, frame, time
    assert best is not None
    return _save(best, out, width=width, at=best_time)


def candidates(
    keyframes: Sequence[float],
    duration: float,
    *,
    scene_starts: Sequence[float] = (),
    captioned: Sequence[tuple[float, float]] = (),
) -> tuple[float, ...]:
    """Seconds of the film worth a look for the poster, in order; never empty, at most 40."""
    margin = (HANDLE + 2) / FPS
    edges = [0.0, *captioned_edges(captioned), duration]
    gaps = [(start + end) / 2 for start, end in zip(edges[::2], edges[1::2], strict=True) if end - start > 0.3]
    middles = [(a + b) / 2 for a, b in zip(scene_starts, [*scene_starts[1:], duration], strict=False)]
    wanted = sorted({round(time * FPS) / FPS for time in [*keyframes, *gaps, *middles]})
    calm = [
        time
        for time in wanted
        if 0.2 <= time <= duration - 0.2 and all(abs(time - start) > margin for start in scene_starts)
    ]
    chosen = calm or [duration / 2]
    step = max(1, -(-len(chosen) // _MOST_CANDIDATES))
    return tuple(chosen[::step])


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

    return av.open(f"file:{path}", format=DEMUXERS[info.container], options={"protocol_whitelist": "file,pipe"})


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


def _save(frame: "VideoFrame", out: Path, *, width: int, at: float) -> Still:
    from PIL import Image as Pillow

    picture = Pillow.fromarray(_rgb(frame))
    if frame.rotation:
        picture = picture.rotate(frame.rotation, expand=True)
    if picture.width > width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Pillow.Resampling.LANCZOS)
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


def highlights(
    scene_starts: Sequence[float], duration: float, *, seconds: float = 4.5
) -> tuple[tuple[float, float], ...]:
    """Up to three spans (start and length in seconds), from the first, the middle and the last scene, for a preview."""
    ends = [*scene_starts[1:], duration]
    scenes = list(zip(scene_starts, ends, strict=True))
    if len(scenes) < 3 or duration <= seconds:
        return ((0.0, min(seconds, duration)),)
    each = seconds / 3
    spans = []
    for start, end in (scenes[0], scenes[len(scenes) // 2], scenes[-1]):
        length = min(each, end - start)
        spans.append((start + (end - start - length) / 2, length))
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
    spans: Sequence[tuple[float, float]] | None = None,
    max_bytes: int = 8_000_000,
    timeout: float = 300.0,
) -> MediaInfo:
    """Write a looping preview of at most `max_bytes`: 480 pixels on the long side, less where that is too heavy.

    `spans` are starts and lengths in seconds, see `highlights`; the first 4.5 s by default. Raises
    `MediaError("media_too_large")` if even the smallest size does not fit.
    """
    info = verify(video, "video")
    chosen = spans or highlights((0.0,), info.duration)
    for size in GIF_SIZES:
        args = gif_args(video.resolve(), out.resolve(), spans=chosen, size=size)
        run_ffmpeg(args, timeout=timeout, task="Making the preview")
        if out.stat().st_size <= max_bytes:
            return probe(out)
    raise MediaError("media_too_large", f"The preview does not fit into {max_bytes} bytes.")


def is_faststart(path: Path) -> bool:
    """Whether an MP4's index stands before its data, so that a player can begin before it has everything.

    ISO/IEC 14496-12, 4.2: a box is a 32-bit big-endian size and a type; size 1 means that 64 bits of size follow.
    """
    with path.open("rb") as file:
        while len(head := file.read(8)) == 8:
            size, kind = int.from_bytes(head[:4]), head[4:]
            if kind in {b"moov", b"mdat"}:
                return kind == b"moov"
            read = 8
            if size == 1:
                size, read = int.from_bytes(file.read(8)), 16
            if size < read:
                return False
            file.seek(size - read, 1)
    return False
