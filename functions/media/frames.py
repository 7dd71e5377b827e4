"""Frame arithmetic: everything about time in a film is a whole number of frames, so nothing drifts.

A scene shows `body` frames. Its clip and its segment carry `HANDLE` spare frames before and after, so file frame `f`
is scene frame `f - HANDLE`. A transition takes the last `HANDLE` frames of one scene with its handle and the first
`HANDLE` frames of the next with its handle; so a film lasts exactly the sum of its scenes, with transitions or without.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

FPS = 30
HANDLE = 10
TRANSITION = 2 * HANDLE
"""Frames of a transition: 2/3 s."""
_SLOWEST = 2.0
"""A clip is played at half its speed at the slowest."""
MIN_BODY = 30
"""Frames of the shortest scene: a transition at both ends still leaves a third of it alone."""


def frames_of(seconds: float) -> int:
    """The nearest whole number of frames, halves upwards (`round` would pick even numbers)."""
    return int(seconds * FPS + 0.5)


def seconds_of(frames: int) -> float:
    """Seconds that so many frames last."""
    return frames / FPS


def segment_frames(body: int) -> int:
    """Frames of a clip or segment file of a scene with `body` frames; raises `ValueError` under `MIN_BODY`."""
    if body < MIN_BODY:
        raise ValueError(f"a scene needs at least {MIN_BODY} frames, got {body}")
    return body + 2 * HANDLE


def slowed(seconds: float, frames: int) -> float:
    """How many times longer a clip is made to last so many frames: 1 where it is no frame short, and at most twice."""
    shown = seconds * FPS
    factor = min(_SLOWEST, frames / max(1.0, shown))
    return factor if factor * shown >= shown + 1 else 1.0


def keyframes(body: int) -> tuple[int, ...]:
    """File frames of a segment where a join may begin or end, with or without a transition on either side."""
    segment_frames(body)
    return (0, HANDLE, 2 * HANDLE, body, body + HANDLE)


def handles(body: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """File frames of a segment, from and to and not including, that no cut shows: they are for transitions."""
    total = segment_frames(body)
    return (0, HANDLE), (total - HANDLE, total)


@dataclass(frozen=True, slots=True)
class Span:
    """File frames `[first, last)` of the segment or the transition with this index, as they follow in the film.

    Transition `i` stands between scene `i` and scene `i + 1`.
    """

    source: Literal["segment", "transition"]
    index: int
    first: int
    last: int


def timeline(bodies: Sequence[int], transitions: Sequence[bool]) -> tuple[Span, ...]:
    """The film as spans of its segments and transitions.

    Args:
        bodies: frames of each scene in order.
        transitions: for each pair of neighbours, True for a rendered transition and False for a hard cut; its length
            is one less than the number of scenes.

    The spans' lengths add up to the sum of the bodies. Raises `ValueError` for lengths that do not fit.
    """
    if not bodies or len(transitions) != len(bodies) - 1:
        raise ValueError(f"{len(bodies)} scenes have {len(bodies) - 1} joins, got {len(transitions)}")
    spans: list[Span] = []
    for index, body in enumerate(bodies):
        segment_frames(body)
        after = index > 0 and transitions[index - 1]
        before = index < len(transitions) and transitions[index]
        first = 2 * HANDLE if after else HANDLE
        last = body if before else body + HANDLE
        spans.append(Span("segment", index, first, last))
        if before:
            spans.append(Span("transition", index, 0, TRANSITION))
    return tuple(spans)


def scene_starts(bodies: Sequence[int]) -> tuple[float, ...]:
    """Seconds in the film at which each scene begins: the middle of the transition into it, if there is one."""
    starts, total = [], 0
    for body in bodies:
        starts.append(seconds_of(total))
        total += body
    return tuple(starts)
