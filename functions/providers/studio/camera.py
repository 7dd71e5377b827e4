"""The camera: moves over an illustration's layers, or over one flat picture, and writes a clip without sound.

Every frame is sampled from the plate with sub-pixel windows (bilinear), in the planes that the encoder takes (BT.709,
4:2:0); what a move only shifts is sampled beforehand and mixed (`prepared`). Windows are at
most 1.2 times the frame, so that needs no anti-aliasing.
"""

import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from functions.media.runner import run_ffmpeg
from functions.media.sequence import coverage
from functions.providers.studio.illustrator.picture import PLATE, REST, Picture
from functions.providers.studio.planes import Box, Group, Scroll, flat_group, gliding, group_layers
from schemas.shot import Camera

_CREW = 2
"""Threads that draw frames, and threads that encode them; fixed, because the encoder's output depends on it."""


@dataclass(frozen=True)
class View:
    """Where the camera looks: `zoom` is the window's size over the frame's (in plate pixels), x and y are how far its
    centre lies from the plate's, in frame widths and heights."""

    zoom: float
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Exposure:
    """One picture to film and how: an illustration, asked for when its turn comes, or the path of a flat picture."""

    picture: Callable[[], Picture] | Path
    move: Camera


def film(
    shots: Sequence[Exposure], *, frames: int, fps: int, width: int, height: int, out: Path,
    on_progress: Callable[[float], None] | None = None,
) -> None:  # fmt: skip
    """Film one picture, or several one after the other, into an H.264 file of exactly `frames` frames.

    An illustration has parallax (near layers move more than far ones), drifting clouds and falling rain; a flat picture
    of any size is cropped to cover the frame. Pictures dissolve into each other, or are cut where they follow quickly
    (`functions.media.sequence.coverage`); no two are held in memory at a time. Equal arguments give equal bytes.
    `on_progress` is told shares from 0 to 1.

    Raises `MediaError` when the encoder fails and `OSError` when a picture cannot be read.
    """
    size = (width, height)
    drawn = _cut_together(shots, coverage(frames, len(shots)), fps, size)

    def tell(done: int) -> None:
        if on_progress is not None:
            on_progress(min(1.0, done / frames))

    run_ffmpeg(
        encoder_args(frames, fps, size, out),
        timeout=60 + 30 * len(shots) + frames * width * height / 1_000_000,
        feed=drawn,
        on_frame=tell,
        task="Filming the picture",
    )


def _cut_together(
    shots: Sequence[Exposure], spans: Sequence[tuple[int, int]], fps: int, size: tuple[int, int]
) -> Iterator[memoryview]:
    last_of_previous: list[memoryview] = []
    for number, (first, last) in enumerate(spans):
        after = spans[number + 1][0] if number + 1 < len(spans) else last
        fading, last_of_previous = last_of_previous, []
        for at, raw in enumerate(_frames(_take(shots[number], last - first, fps, size))):
            whole = _mixed(fading[at], raw, (at + 1) / (len(fading) + 1)) if at < len(fading) else raw
            if first + at < after:
                yield whole
            else:
                last_of_previous.append(whole)


def _take(shot: Exposure, frames: int, fps: int, size: tuple[int, int]) -> "Take":
    if isinstance(shot.picture, Path):
        return prepared(Take([_flat(shot.picture, *size)], [], shot.move, frames, fps, size))
    return prepared(Take(*group_layers(shot.picture(), *size), shot.move, frames, fps, size))


def _flat(image: Path, width: int, height: int) -> Group:
    size = (round(width * PLATE / 2) * 2, round(height * PLATE / 2) * 2)
    with Image.open(image) as source:
        upright = ImageOps.exif_transpose(source).convert("RGB")
    return flat_group(ImageOps.fit(upright, size, Image.Resampling.LANCZOS))


def _mixed(one: memoryview, other: memoryview, share: float) -> memoryview:
    import cv2

    before, after = (np.frombuffer(raw, np.uint8) for raw in (one, other))
    return np.asarray(cv2.addWeighted(before, 1 - share, after, share, 0)).ravel().data


def view_at(move: Camera, frame: int, frames: int, fps: int, depth: float) -> View:
    """Give the window of one depth (0 far to 1 near) at one frame; the motion eases at both ends but never stops."""
    seconds = frames / fps
    along = frame / max(1, frames - 1)
    swing = 2 * (along - 0.3 * math.sin(2 * math.pi * along) / (2 * math.pi)) - 1
    swing *= min(1.0, 0.3 + seconds / 8)
    near = 0.5 + 0.75 * depth
    sway = 0.052 * swing * near
    if move == "push":
        return View(REST - 0.062 * swing * near)
    if move == "pull":
        return View(REST + 0.062 * swing * near)
    if move == "drift":
        return View(1.09 - 0.024 * swing * near, 0.55 * sway, -0.12 * sway)
    direction = {"pan_left": (-1, 0), "pan_right": (1, 0), "tilt_up": (0, -1), "tilt_down": (0, 1)}[move]
    return View(1.07, direction[0] * sway, direction[1] * sway)


def encoder_args(frames: int, fps: int, size: tuple[int, int], out: Path) -> list[str]:
    """Give ffmpeg's options for raw 4:2:0 frames on standard input."""
    return [
        *("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{size[0]}x{size[1]}", "-r", str(fps), "-i", "pipe:0"),
        *("-vf", "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"),
        *("-frames:v", str(frames), "-an", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "17"),
        *("-threads", str(_CREW), "-pix_fmt", "yuv420p", "-map_metadata", "-1"),
        *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", "-f", "mp4", f"file:{out}"),
    ]


@dataclass(frozen=True)
class Take:
    """Everything a frame depends on besides its number."""

    groups: list[Group]
    scrolls: list[Scroll]
    move: Camera
    frames: int
    fps: int
    size: tuple[int, int]


def prepared(take: Take) -> Take:
    """Sample beforehand what the move only shifts along one axis; it is mixed from that frame by frame."""
    groups = [
        gliding(group, [_window(take, group, frame) for frame in range(take.frames)], take.size)
        for group in take.groups
    ]
    return replace(take, groups=groups)


def _frames(take: Take) -> Iterator[memoryview]:
    import cv2

    cv2.setNumThreads(1)  # the crew is threads enough
    return _in_order(lambda frame: draw_frame(take, frame), take.frames)


def _in_order(draw: Callable[[int], memoryview], frames: int) -> Iterator[memoryview]:
    """Draw frames ahead in threads (OpenCV works outside the interpreter lock) and give them in order."""
    with ThreadPoolExecutor(_CREW) as crew:
        ahead: deque[Future[memoryview]] = deque()
        for frame in range(frames):
            ahead.append(crew.submit(draw, frame))
            if len(ahead) > 2 * _CREW:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def draw_frame(take: Take, frame: int) -> memoryview:
    """Draw one frame as raw 4:2:0 planes, one after the other."""
    width, height = take.size
    raw = np.empty(width * height * 3 // 2, np.uint8)
    luma, blue, red = np.split(raw, (width * height, width * height * 5 // 4))
    halved = (height // 2, width // 2)
    planes = (luma.reshape(height, width), blue.reshape(halved), red.reshape(halved))
    seconds = frame / take.fps
    boxes = [_window(take, group, frame) for group in take.groups]
    hidden, floors = height, []
    for group, box in zip(reversed(take.groups), reversed(boxes), strict=True):
        floors.append(hidden)
        hidden = min(hidden, group.solid_below(box, height))
    for group, box, floor in zip(take.groups, boxes, reversed(floors), strict=True):
        group.lay(planes, box, floor, seconds)
    for scroll in take.scrolls:
        scroll.lay(planes, seconds)
    return raw.data


def _window(take: Take, group: Group, frame: int) -> Box:
    """Give a group's window at one frame in plate pixels, kept inside the plate."""
    view = view_at(take.move, frame, take.frames, take.fps, group.depth)
    across, down = group.size
    wide, tall = take.size[0] * view.zoom, take.size[1] * view.zoom
    drift = group.drift * (frame - take.frames / 2) / take.fps * across
    left = (across - wide) / 2 + view.x * take.size[0] - drift
    top = (down - tall) / 2 + view.y * take.size[1]
    left, top = min(max(left, 0.0), across - wide), min(max(top, 0.0), down - tall)
    return left, top, left + wide, top + tall
