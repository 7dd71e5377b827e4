"""How long a piece is in bars, at which tempo, and how full each bar is, so that it ends where the film ends."""

import math
from dataclasses import dataclass

SHORTEST_SECONDS = 1.0
LONGEST_SECONDS = 1800.0


@dataclass(frozen=True, slots=True)
class Metre:
    """A time signature: `beats` a bar, each of `division` equal steps, the grid on which rhythms are written."""

    name: str
    beats: int
    division: int

    @property
    def steps(self) -> int:
        """Steps in a bar."""
        return self.beats * self.division


METRES = {"4/4": Metre("4/4", 4, 4), "3/4": Metre("3/4", 3, 4), "6/8": Metre("6/8", 2, 6)}


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the bars lie.

    Attributes:
        bars: full bars before the last chord.
        bpm: beats a minute.
        bar: seconds of a bar.
        ring: seconds from the last chord to the end of the track.
    """

    bars: int
    bpm: float
    bar: float
    ring: float


def fit(seconds: float, wanted: float, slowest: float, fastest: float, metre: Metre) -> Grid:
    """Choose the number of bars and the tempo so that the last chord falls just before the end.

    The tempo stays in `slowest..fastest` (beats a minute), near `wanted`, and the last chord rings for 2.2 to 5.5 s. In
    tracks of a few seconds both give way, and where not even one bar fits there is only the last chord. Long pieces get
    whole phrases: multiples of 4 bars from 20 bars on, of 2 from 8 bars on.
    """
    shortest_ring, longest_ring = min(2.2, 0.3 * seconds), min(5.5, max(0.5 * seconds, 1.0))
    ideal_ring = min(4.0, max(0.16 * seconds, shortest_ring))
    roughly = seconds * wanted / 60 / metre.beats
    phrase = 4 if roughly >= 20 else 2 if roughly >= 8 else 1
    most = int(seconds * fastest / 60 / metre.beats) + phrase
    best: tuple[float, Grid] | None = None
    for bars in range(phrase, most + 1, phrase):
        beats = bars * metre.beats
        tempo = min(max(60 * beats / (seconds - ideal_ring), slowest), fastest)
        ring = seconds - 60 * beats / tempo
        if not shortest_ring <= ring <= longest_ring:
            ring = min(max(ring, shortest_ring), longest_ring)
            tempo = 60 * beats / (seconds - ring)
        miss = 8 * max(0.0, math.log(tempo / fastest), math.log(slowest / tempo))
        cost = abs(math.log(tempo / wanted)) + miss + 0.05 * abs(ring - ideal_ring)
        if best is None or cost < best[0]:
            best = (cost, Grid(bars, tempo, 60 * metre.beats / tempo, ring))
    if best is None or best[1].bpm > 1.3 * fastest:
        return Grid(0, wanted, 60 * metre.beats / wanted, seconds)
    return best[1]


@dataclass(frozen=True, slots=True)
class Span:
    """A section in bars: `first` to before `last`, its intensity rising or falling from `low` to `high`."""

    name: str
    first: int
    last: int
    low: float
    high: float

    def intensity(self, bar: int) -> float:
        """How full a bar of this section is, 0..1."""
        width = max(1, self.last - self.first - 1)
        return self.low + (self.high - self.low) * (bar - self.first) / width


_SHORT = (
    ("intro", 0.16, 0.3, 0.45),
    ("build", 0.34, 0.5, 0.75),
    ("climax", 0.34, 0.85, 1.0),
    ("outro", 0.16, 0.55, 0.4),
)
_LONG = (
    ("intro", 0.09, 0.25, 0.4),
    ("build", 0.2, 0.45, 0.7),
    ("climax", 0.18, 0.8, 0.95),
    ("break", 0.13, 0.45, 0.4),
    ("build", 0.16, 0.5, 0.8),
    ("climax", 0.16, 0.9, 1.0),
    ("outro", 0.08, 0.55, 0.35),
)


def sections(bars: int) -> list[Span]:
    """Cut `bars` bars into intro, build, climax and outro; from 48 bars on with a break and a second rise.

    Boundaries fall on multiples of 4 bars in long pieces and of 2 in shorter ones. Under 4 bars there is one section.
    """
    if bars < 4:
        return [Span("theme", 0, bars, 0.6, 0.85)] if bars else []
    outline = _LONG if bars >= 48 else _SHORT
    unit = 4 if bars >= 24 else 2 if bars >= 8 else 1
    spans: list[Span] = []
    share, first = 0.0, 0
    for place, (name, part, low, high) in enumerate(outline):
        share += part
        last = bars if place == len(outline) - 1 else min(bars - 1, max(first + 1, round(share * bars / unit) * unit))
        if last > first:
            spans.append(Span(name, first, last, low, high))
        first = max(first, last)
    return spans
