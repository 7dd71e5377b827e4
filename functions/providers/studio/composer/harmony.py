"""Keys, chords and how the voices move from one chord to the next."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MODES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
}
"""Semitones above the tonic."""

KEY_NAMES = ("C", "D flat", "D", "E flat", "E", "F", "F sharp", "G", "A flat", "A", "B flat", "B")

_NUMERALS = {"I": 0, "II": 2, "III": 4, "IV": 5, "V": 7, "VI": 9, "VII": 11}
_SUFFIXES: dict[str, tuple[int, ...]] = {
    "": (),
    "7": (10,),
    "maj7": (11,),
    "add9": (14,),
    "9": (10, 14),
    "maj9": (11, 14),
    "6": (9,),
}
_OTHER: dict[str, tuple[int, ...]] = {
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "m7b5": (0, 3, 6, 10),
    "o": (0, 3, 6),
    "5": (0, 7),
}
_TOKEN = re.compile(r"(?P<flat>[b#]?)(?P<numeral>[IViv]+)(?P<suffix>.*)")


@dataclass(frozen=True, slots=True)
class Chord:
    """A chord in a key.

    Attributes:
        numeral: as written.
        root: its pitch class, 0 = C.
        pitch_classes: all of them, root first.
        essential: those without which it would be another chord: third (or what stands for it) and seventh. The root
            is the bass's.
    """

    numeral: str
    root: int
    pitch_classes: tuple[int, ...]
    essential: frozenset[int]


@lru_cache(maxsize=512)
def chord(numeral: str, tonic: int) -> Chord:
    """Read a roman numeral such as `vi7`, `IVadd9`, `bVII` or `Vsus4`.

    Capitals are major and small letters minor; numerals count along the major scale, so the sixth of a minor key is
    written `bVI`. Raises `ValueError` for anything else.
    """
    match = _TOKEN.fullmatch(numeral)
    if match is None or match["numeral"].upper() not in _NUMERALS:
        raise ValueError(f"not a chord: {numeral!r}")
    root = tonic + _NUMERALS[match["numeral"].upper()] + {"b": -1, "#": 1, "": 0}[match["flat"]]
    suffix = match["suffix"]
    if suffix in _OTHER:
        intervals = _OTHER[suffix]
    elif suffix in _SUFFIXES:
        third = 4 if match["numeral"].isupper() else 3
        intervals = (0, third, 7, *_SUFFIXES[suffix])
    else:
        raise ValueError(f"not a chord: {numeral!r}")
    essential = frozenset((root + i) % 12 for i in (*intervals[1:2], *intervals[3:]) if i < 12)
    return Chord(numeral, root % 12, tuple((root + i) % 12 for i in intervals), essential)


def scale(tonic: int, mode: str) -> frozenset[int]:
    """The pitch classes of a key."""
    return frozenset((tonic + step) % 12 for step in MODES[mode])


@lru_cache(maxsize=4096)
def _voicings(current: Chord, voices: int, low: int, high: int) -> tuple[tuple[int, ...], ...]:
    """Every way to spread a chord over `voices` rising pitches in `low..high` that keeps its sound.

    No two voices a semitone or a minor ninth apart, no gap above a tenth, and no close intervals in the bass (low
    interval limits).
    """
    usable = [pitch for pitch in range(low, high + 1) if pitch % 12 in current.pitch_classes]
    found = []
    for combo in itertools.combinations(usable, voices):
        gaps = [b - a for a, b in itertools.pairwise(combo)]
        if any(gap < 2 or gap > 15 for gap in gaps):
            continue
        if any(a < 48 and gap < 5 for a, gap in zip(combo, gaps, strict=False)):
            continue
        if any(b - a in {13, 1} for a, b in itertools.combinations(combo, 2)):
            continue
        found.append(combo)
    return tuple(found)


def _cost(voicing: tuple[int, ...], previous: Sequence[int] | None, centre: float) -> float:
    """How unwelcome a voicing is after another: movement, leaps, parallels, doublings, being off-centre."""
    spread = abs(sum(voicing) / len(voicing) - centre)
    doubled = len(voicing) - len({pitch % 12 for pitch in voicing})
    cost = 0.6 * spread + 1.5 * doubled
    if previous is None or len(previous) != len(voicing):
        return cost
    moves = [now - before for before, now in zip(previous, voicing, strict=True)]
    cost += sum(abs(move) + (2.0 if abs(move) > 4 else 0.0) for move in moves)
    for a, b in itertools.combinations(range(len(voicing)), 2):
        before, now = previous[b] - previous[a], voicing[b] - voicing[a]
        if before % 12 == now % 12 and now % 12 in {0, 7} and moves[a] and moves[b]:
            cost += 4.0
    return cost


def lead(
    chords: Sequence[Chord], *, voices: int, low: int, high: int, avoid: Sequence[set[int]]
) -> list[tuple[int, ...]]:
    """Voice each chord as close to the one before as good part-writing allows.

    `avoid` holds pitches for each chord that should not be used. Pitches are MIDI numbers in `low..high`, rising.
    """
    voiced: list[tuple[int, ...]] = []
    for current, taken in zip(chords, avoid, strict=True):
        options = _voicings(current, voices, low, high) or _voicings(current, 2, low, high)
        previous = voiced[-1] if voiced else None
        costs = [
            _cost(option, previous, (low + high) / 2)
            + 40 * len(taken.intersection(option))
            + 8 * len(current.essential.difference(pitch % 12 for pitch in option))
            + (0 if current.root in {pitch % 12 for pitch in option} else 2)
            for option in options
        ]
        voiced.append(options[costs.index(min(costs))])
    return voiced


def nearest(pitch_classes: Sequence[int] | frozenset[int], target: float, low: int, high: int) -> int:
    """The MIDI pitch in `low..high` of one of these classes that is nearest to `target`; ties go down."""
    candidates = [pitch for pitch in range(low, high + 1) if pitch % 12 in pitch_classes]
    return min(candidates, key=lambda pitch: (abs(pitch - target), pitch))
