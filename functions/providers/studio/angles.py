"""An image sequence: how an editor would cover one shot with several pictures of the same place, light and cast."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image

from functions.providers.studio.illustrator import Layer, Picture, illustrate
from functions.providers.studio.illustrator.picture import PLATE, extent
from schemas.shot import Camera, Shot, Subject

Distance = Literal["near", "middle", "far"]

_OPPOSITE: dict[str, Literal["left", "centre", "right"]] = {"left": "right", "centre": "left", "right": "left"}
_NEARER: dict[str, Distance] = {"far": "middle", "middle": "near", "near": "near"}


@dataclass(frozen=True)
class Angle:
    """One picture of a sequence.

    `turn` is added to the seed: another one shows another side of the place. `closer` is how much nearer the camera
    stands than the shot is composed for; 1 is not at all. It then looks at the main subject, or where there is
    none at `aim`, in shares of the picture.
    """

    shot: Shot
    turn: int
    closer: float = 1.0
    aim: tuple[float, float] = (0.5, 0.5)


def angles(shot: Shot, count: int) -> tuple[Angle, ...]:
    """Cover a shot with `count` pictures: the place first, then the shot itself, then closer and from elsewhere.

    The same number gives the same pictures. One picture is the shot itself.
    """
    if count == 1:
        return (Angle(shot, 0),)
    order = {2: (0, 2), 3: (0, 1, 2), 4: (0, 1, 2, 3), 5: (0, 1, 4, 2, 3), 6: (0, 1, 4, 2, 3, 5)}[count]
    if not shot.subjects:
        return tuple(_look_around(shot)[way] for way in order)
    ways = (_establishing, _itself, _close, _reverse, _detail, _place)
    return tuple(ways[way](shot) for way in order)


def _look_around(shot: Shot) -> tuple[Angle, ...]:
    """A place with nobody in it: all of it, then parts of it."""
    return (
        _varied(shot, 0, shot.camera, ()),
        _varied(shot, 1, "push", (), closer=1.2, aim=(0.34, 0.52)),
        _varied(shot, 2, "pan_right", (), closer=_CLOSE, aim=(0.62, 0.55)),
        _varied(shot, 3, "pull", (), closer=_CLOSE, aim=(0.32, 0.6)),
        _varied(shot, 4, "tilt_up", (), closer=_CLOSE, aim=(0.7, 0.35)),
        _varied(shot, 5, "pan_left", (), closer=1.2, aim=(0.66, 0.4)),
    )


def moves(first: Camera, count: int) -> tuple[Camera, ...]:
    """A camera move for each picture of a sequence that somebody else drew; no two neighbours have the same."""
    ring: tuple[Camera, ...] = ("push", "pan_left", "pull", "tilt_up", "pan_right", "drift")
    chosen = [first]
    for number in range(1, count):
        chosen.append(next(move for move in (*ring[number - 1 :], *ring) if move != chosen[-1]))
    return tuple(chosen)


def draw(angle: Angle, *, width: int, height: int, seed: int) -> Picture:
    """Draw one picture of a sequence; equal arguments give equal bytes."""
    big = round(width * angle.closer / 2) * 2, round(height * angle.closer / 2) * 2
    drawn = illustrate(angle.shot, width=big[0], height=big[1], seed=seed + angle.turn)
    return drawn if angle.closer == 1 else _window(drawn, angle.aim, width, height)


def _window(drawn: Picture, aim: tuple[float, float], width: int, height: int) -> Picture:
    """Cut the part around the main subject out of a picture that was drawn larger, so that nothing is enlarged."""
    across, down = (round(side * PLATE / 2) * 2 for side in (width, height))
    tall, wide = drawn.layers[0].pixels.shape[:2]
    x, y = _focus(drawn, aim)
    left = min(max(0, round(x - across / 2)), wide - across) & ~1
    top = min(max(0, round(y - down / 2)), tall - down) & ~1
    layers = []
    for layer in drawn.layers:
        if layer.drift[1]:  # rain and snow repeat from edge to edge, so they are not cut
            pixels = np.asarray(Image.fromarray(layer.pixels).resize((across, down), Image.Resampling.BILINEAR))
        else:
            pixels = np.ascontiguousarray(layer.pixels[top : top + down, left : left + across])
        layers.append(Layer(layer.name, pixels, layer.depth, layer.drift, layer.pulse))
    return Picture(width, height, tuple(layers))


_UPRIGHT = frozenset({"person", "woman", "man", "child", "elder", "astronaut", "robot"})
"""Who is shown by the face rather than by the middle."""


def _focus(drawn: Picture, aim: tuple[float, float]) -> tuple[float, float]:
    """Where to look, in plate pixels: at the largest subject, or at the aim."""
    tall, wide = drawn.layers[0].pixels.shape[:2]
    best, place = 0, (aim[0] * wide, aim[1] * tall)
    for layer in drawn.layers:
        box = extent(layer.pixels) if layer.name.startswith("subject ") else None
        if box is not None and (size := (box[2] - box[0]) * (box[3] - box[1])) > best:
            share = 0.3 if layer.name.removeprefix("subject ") in _UPRIGHT else 0.5
            best, place = size, ((box[0] + box[2]) / 2, box[1] + share * (box[3] - box[1]))
    return place


_CLOSE = 1.25
"""More would need too much memory at 1080 lines: a picture is drawn in layers."""


def _varied(
    shot: Shot,
    turn: int,
    camera: Camera,
    subjects: Sequence[Subject],
    *,
    closer: float = 1.0,
    aim: tuple[float, float] = (0.5, 0.5),
) -> Angle:
    return Angle(shot.model_copy(update={"subjects": tuple(subjects), "camera": camera}), turn, closer, aim)


def _establishing(shot: Shot) -> Angle:
    return _varied(
        shot, 0, "pan_right" if shot.camera == "drift" else "drift", [_at(subject, "far") for subject in shot.subjects]
    )


def _itself(shot: Shot) -> Angle:
    main = shot.subjects[:1]
    if main and main[0].distance == "far":  # so it is seen in the first picture already
        return _varied(shot, 1, shot.camera, [_at(each, _NEARER[each.distance]) for each in shot.subjects])
    return _varied(shot, 1, shot.camera, shot.subjects)


def _close(shot: Shot) -> Angle:
    main = [_at(subject, "near", count=min(2, subject.count)) for subject in shot.subjects[:1]]
    return _varied(shot, 2, "push", main, closer=_CLOSE)


def _reverse(shot: Shot) -> Angle:
    turned = [subject.model_copy(update={"placement": _OPPOSITE[subject.placement]}) for subject in shot.subjects]
    return _varied(shot, 3, "pan_left", [_at(subject, "middle") for subject in turned])


def _detail(shot: Shot) -> Angle:
    """The second thing that the shot is about; where there is none, the first from another side."""
    second = [
        _at(subject.model_copy(update={"placement": "right"}), "near" if shot.subjects[1:] else "middle", count=1)
        for subject in shot.subjects[1:2] or shot.subjects[:1]
    ]
    return _varied(shot, 4, "tilt_up", second, closer=_CLOSE if shot.subjects[1:] else 1.0)


def _place(shot: Shot) -> Angle:
    """The place when all have left."""
    return _varied(shot, 5, "pull", (), closer=_CLOSE, aim=(0.35, 0.55))


def _at(subject: Subject, distance: Distance, *, count: int | None = None) -> Subject:
    return subject.model_copy(update={"distance": distance, "count": count or subject.count})
