"""An image sequence: several pictures that make one clip. Whether they can be used, and when each is seen."""

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from functions.media.frames import FPS, HANDLE
from functions.media.probe import verify

if TYPE_CHECKING:
    import numpy as np

DISSOLVE = 8
"""Frames in which one picture of a sequence turns into the next."""
_CALM = round(1.2 * FPS)
"""Frames from which on a picture is seen long enough for a dissolve; quicker ones are cut."""
_SHORTEST = 8
"""Frames under which a picture is not seen at all."""
_SMALL = (48, 48)
_BLANK = 2.5
"""Standard deviation, of 255, under which a picture shows nothing."""
_TWINS = 1.5
"""Mean difference, of 255, under which two pictures look the same."""


def coverage(total: int, count: int) -> tuple[tuple[int, int], ...]:
    """When each picture of a clip of `total` frames is seen: file frames, from and to and not including.

    The scene is shared out evenly and the handles go to the first and the last. Neighbours overlap by `DISSOLVE`, or
    meet where the pace is quick. A scene that is too short for all shows fewer.
    """
    body = total - 2 * HANDLE
    count = max(1, min(count, body // _SHORTEST))
    half = DISSOLVE // 2 if body / count >= _CALM else 0
    joins = [HANDLE + round(body * number / count) for number in range(1, count)]
    starts = [0, *(join - half for join in joins)]
    ends = [*(join + half for join in joins), total]
    return tuple(zip(starts, ends, strict=True))


def flaw_of(pictures: Sequence[Path], *, count: int, width: int, height: int) -> str | None:
    """What is wrong with a sequence for a frame of `width` x `height`, in a sentence; None when it can be used.

    There have to be `count` pictures of the frame's shape, at least half its size, none blank and none like another.
    Raises `MediaError` for a file that is no picture.
    """
    if len(pictures) != count:
        return f"The sequence has {len(pictures)} of {count} pictures."
    small = []
    for number, picture in enumerate(pictures, 1):
        info = verify(picture, "image")
        if abs(info.width * height / (info.height * width) - 1) > 0.02:
            return f"Picture {number} has {info.width} x {info.height} pixels, which is not the film's shape."
        if info.width < width / 2:
            return f"Picture {number} is only {info.width} x {info.height} pixels large."
        small.append(_glance(picture))
        if float(small[-1].std(axis=(0, 1)).max()) < _BLANK:
            return f"Picture {number} is blank."
    for (first, one), (second, other) in combinations(enumerate(small, 1), 2):
        if float(abs(one - other).mean()) < _TWINS:
            return f"Pictures {first} and {second} are the same."
    return None


def _glance(picture: Path) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    import numpy as np
    from PIL import Image

    with Image.open(picture) as opened:
        opened.draft("RGB", (_SMALL[0] * 4, _SMALL[1] * 4))  # a JPEG is decoded no larger than needed
        return np.asarray(opened.convert("RGB").resize(_SMALL, Image.Resampling.BOX), np.float32)
