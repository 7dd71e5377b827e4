"""A motif of two bars, and how it comes back."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from functions.providers.studio.composer.harmony import Chord, nearest

_RHYTHMS: dict[int, tuple[str, ...]] = {
    16: (
        "X-------x---x---x---------------",
        "X-----x-x-------X-----x---------",
        "..x-x-x-----x---X---------------",
        "X---x---x-----x-X---------------",
        "X-----x---x-----x---x-----------",
    ),
    12: (
        "X-------x---x-----------",
        "X---x---x---X-----------",
        "X-----x-x---x-----------",
    ),
}
"""By steps of a bar; two bars each, ending in rest or a held note, so that the voice has room."""

_CONTOURS: tuple[tuple[int, ...], ...] = (
    (0, 2, 1, -1, 0),
    (0, 1, 2, 4, 2),
    (2, 1, 0, -2, -1),
    (0, -1, 1, 3, 2),
    (0, 4, 3, 1, 2),
    (1, 0, 2, 1, -2),
)
"""Steps of the scale above the centre, one an onset."""


@dataclass(frozen=True, slots=True)
class Tone:
    """A melody note: bar, step and length in steps on the metre's grid, MIDI pitch, strength 0..1."""

    bar: int
    step: int
    steps: int
    pitch: int
    strength: float


@dataclass(frozen=True, slots=True)
class Motif:
    """Onsets as (step in two bars, length in steps, accented) and the contour they follow."""

    onsets: tuple[tuple[int, int, bool], ...]
    contour: tuple[int, ...]


def invent(steps: int, rng: random.Random) -> Motif:
    """Draw a motif for bars of `steps` steps."""
    rhythm = rng.choice(_RHYTHMS[steps])
    places = [place for place, sign in enumerate(rhythm) if sign in "Xx"]
    onsets = []
    for place in places:
        end = place + 1
        while end < len(rhythm) and rhythm[end] == "-":
            end += 1
        onsets.append((place, end - place, rhythm[place] == "X"))
    contour = rng.choice(_CONTOURS)
    return Motif(tuple(onsets), contour)


def vary(motif: Motif, statement: int, rng: random.Random) -> Motif:
    """How the motif sounds the n-th time: as it is, lifted, with another ending, thinned out, and round again."""
    kind = statement % 4
    contour = motif.contour
    if kind == 1:
        contour = tuple(step + 2 for step in contour)
    elif kind == 2:
        contour = (*contour[:-2], contour[-1], rng.choice((-1, 0, 1)))
    elif kind == 3:
        return Motif(tuple(onset for n, onset in enumerate(motif.onsets) if n in {0, len(motif.onsets) - 1}), contour)
    return Motif(motif.onsets, contour)


def sing(
    motif: Motif,
    *,
    first_bar: int,
    steps: int,
    centre: int,
    low: int,
    high: int,
    harmony: Callable[[int], Chord],
    scale: frozenset[int],
    occupied: Callable[[int], Sequence[int] | set[int]],
) -> list[Tone]:
    """Place a motif on two bars of harmony.

    Accents and long notes take chord tones; short ones may pass through the scale, but never a semitone beside a chord
    tone or a sounding pitch.
    """
    tones = []
    for place, (step, length, accent) in enumerate(motif.onsets):
        bar = first_bar + step // steps
        current = harmony(bar)
        classes = set(current.pitch_classes)
        if not accent and length <= steps // 4:
            classes |= {tone for tone in scale if not any((tone - other) % 12 in {1, 11} for other in classes)}
        rubbing = {pitch + shift for pitch in occupied(bar) for shift in (-13, -1, 1, 13)}
        free = frozenset(range(low, high + 1)) - rubbing
        wanted = centre + 1.75 * motif.contour[place % len(motif.contour)]
        allowed = [pitch for pitch in free if pitch % 12 in classes]
        pitch = (
            min(allowed, key=lambda p: (abs(p - wanted), p))
            if allowed
            else nearest(current.pitch_classes, wanted, low, high)
        )
        room = (step // steps + 1) * steps - step
        tones.append(Tone(bar, step % steps, min(length, room + steps // 4), pitch, 0.9 if accent else 0.7))
    return tones
