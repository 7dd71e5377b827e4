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


_BARS_A_ROUND = 30


def _outline(bars: int) -> list[tuple[str, int, float, float]]:
    """Name, weight, and intensity at start and end of each section: rounds of build and climax, breaks between them."""
    rounds = max(1, (bars + 12) // _BARS_A_ROUND)
    outline = [("intro", 1, 0.28, 0.42)]
    for number in range(1, rounds + 1):
        peak = 0.85 + 0.15 * number / rounds
        outline += [("build", 2, 0.47, 0.75), ("climax", 2, peak - 0.15, peak)]
        if number < rounds:
            outline.append(("break", 1, 0.47, 0.4))
    return [*outline, ("outro", 1, 0.55, 0.38)]


def sections(bars: int) -> list[Span]:
    """Cut `bars` bars into intro, build, climax and outro; from 48 bars on build and climax come again after a break.

    Boundaries fall on multiples of 4 bars in long pieces and of 2 in shorter ones. Under 4 bars there is one section.
    """
    if bars < 4:
        return [Span("theme", 0, bars, 0.6, 0.85)] if bars else []
    outline = _outline(bars)
    whole = sum(weight for _, weight, _, _ in outline)
    unit = 4 if bars >= 24 else 2 if bars >= 8 else 1
    spans: list[Span] = []
    share, first = 0, 0
    for name, weight, low, high in outline:
        share += weight
        last = bars if share == whole else min(bars - 1, max(first + 1, round(share / whole * bars / unit) * unit))
        if last > first:
            spans.append(Span(name, first, last, low, high))
        first = max(first, last)
    return spans
