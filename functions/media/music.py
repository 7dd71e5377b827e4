"""Music cut to a film's length the way an editor cuts it: on bar lines, with the track's own beginning and ending.

A cut plays the track from its start, jumps from one bar line to another that sounds alike (forward to shorten, back to
lengthen), and reaches the last chord so that it rings out at the film's end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from functions.media.listen import RATE, beats, character, mono
from schemas.base import Model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

Boundary = Literal["score", "estimated", "none"]

JOIN_SECONDS: Final = 0.06
"""Length of the crossfade at a join. It ends just before the bar line, so that the stroke on it stays whole."""
JOIN_LEAD: Final = 0.02
"""Seconds between the end of that crossfade and the bar line: players are that early."""
SHORTEST_RING: Final = 1.0
"""Seconds that the last chord, or the last bar's first beat, sounds at least."""
_LONGEST_FADE: Final = 2.5
_PLAIN_FADE: Final = 1.5
_PLAIN_CROSSFADE: Final = 2.0
_HEARD_BEYOND: Final = 60.0
_HEARD_TIMES: Final = 2.0
"""How much of a track is listened to: so many times the planned film and so many seconds, for a film may get longer."""
_QUIET: Final = 0.1
"""A track whose last half second lies 20 dB below its loud parts has an ending of its own."""
_RING_WEIGHT: Final = 0.5
_MOST_PIECES: Final = 64


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a track's bars begin, in seconds.

    `bars` are the bar lines up to the last one; with `ends`, the last of them is that of the final chord, which rings
    until the track's end.
    """

    bars: tuple[float, ...]
    ends: bool
    boundary: Boundary


class Track(Model):
    """What has to be known of a track to cut it to any length. It is found once, when the track is made."""

    length: float
    """Seconds."""
    grid: Grid | None
    """None where no bars are clear."""
    rows: tuple[tuple[float, ...], ...] = ()
    """What is heard from each bar line to the next (`listen.character`)."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What is played of a track.

    Attributes:
        pieces: start and end in the track, in seconds, one after another in the film. Neighbours overlap by
            `crossfade`.
        crossfade: seconds.
        fade: seconds of the fade at the film's end; 0 where the track ends by itself.
        boundary: what is known of the bars: the score, an estimate, or nothing.
        joins: seconds in the film at which a bar begins that did not follow in the track.
        last: second in the film of the last chord or of the last bar line before the fade; None without bars.
    """

    pieces: tuple[tuple[float, float], ...]
    crossfade: float
    fade: float
    boundary: Boundary
    joins: tuple[float, ...] = ()
    last: float | None = None


def steady_grid(bar_seconds: float, final: float) -> Grid:
    """The grid of a track in one tempo whose final chord begins at `final`, a whole number of bars from its start."""
    count = round(final / bar_seconds)
    return Grid((*(number * bar_seconds for number in range(count)), final), ends=True, boundary="score")


def hear(path: Path, *, length: float, planned: float, grid: Grid | None = None, timeout: float = 120.0) -> Track:
    """Listen to the track at `path`, which lasts `length` seconds, for a film of about `planned` seconds.

    Where no grid is given the bars are estimated from the sound. Raises `MediaError` for a damaged file.
    """
    import numpy as np

    heard = mono(path, seconds=_HEARD_TIMES * planned + _HEARD_BEYOND, timeout=timeout)
    if grid is None:
        grid = _estimated(heard, length)
    if grid is None or len(grid.bars) < 2:
        return Track(length=length, grid=None)
    rows = np.round(character(heard, np.asarray([*grid.bars, length])), 4)
    return Track(length=length, grid=grid, rows=tuple(map(tuple, rows.tolist())))


def fit_music(track: Track, *, seconds: float) -> Cut:
    """Cut a track to a film of `seconds`. It is faded where its bars are not clear or the film is too short for them.

    A film more than twice as long as the track goes back several times.
    """
    found = None
    if track.grid is not None:
        cutter = _Cutter(track, track.grid, seconds)
        found = cutter.to_ending() if track.grid.ends else cutter.to_fade()
    return found if found is not None else faded(track.length, seconds)


def _estimated(heard: "NDArray[np.float32]", length: float) -> Grid | None:
    import numpy as np

    found = beats(heard)
    if found is None:
        return None
    half = RATE // 2
    levels = np.sqrt(np.mean(heard[len(heard) % half :].reshape(-1, half) ** 2, axis=1))
    ends = len(heard) / RATE >= length - 0.1 and bool(levels[-1] < _QUIET * np.quantile(levels, 0.9))
    bars = found.bars
    if ends:
        # After the last chord nothing begins, though its beat can be counted on.
        struck = np.flatnonzero(np.asarray(found.strengths) > 0.5 * np.median(found.strengths))
        bars = bars[: int(struck[-1]) + 1]
    return Grid(bars, ends=ends, boundary="estimated")


def faded(length: float, seconds: float) -> Cut:
    """A cut without bars: from the start, repeated with long crossfades where the track is too short, faded out."""
    overlap = min(_PLAIN_CROSSFADE, length / 3)
    pieces, covered = [(0.0, length)], length
    while covered < seconds:
        pieces.append((0.0, length))
        covered += length - overlap
    return Cut(_shortened(pieces, covered - seconds), overlap, min(_PLAIN_FADE, seconds / 3), "none")


def _shortened(pieces: Sequence[tuple[float, float]], excess: float) -> tuple[tuple[float, float], ...]:
    start, end = pieces[-1]
    return (*pieces[:-1], (start, end - excess))


class _Cutter:
    """Looks for the jumps of one cut. `start` is the bar line from which the `left` seconds of the film are played."""

    def __init__(self, track: Track, grid: Grid, seconds: float) -> None:
        import numpy as np

        self.grid, self.length, self.seconds = grid, track.length, seconds
        self.bars: Numbers = np.asarray(grid.bars)
        self.costs = _join_costs(np.asarray(track.rows))
        self.ring = track.length - grid.bars[-1]
        self.jumps: list[tuple[int, int]] = []
        self.start, self.left = 0, seconds - grid.bars[0]

    def to_ending(self) -> Cut | None:
        """A cut whose last chord rings until the film's end."""
        while len(self.jumps) < _MOST_PIECES:
            found = self._last_jump()
            if found is not None:
                self.jumps += [found] if found[0] != found[1] else []
                return self._assembled(len(self.bars) - 1)
            if self.left < self.bars[-1] - self.bars[self.start] or not self._jump_back():
                return None
        return None

    def to_fade(self) -> Cut | None:
        """A cut of music that has no ending: its last bar's first beat sounds, and fades."""
        while self.left > self.length - self.bars[self.start]:
            if len(self.jumps) == _MOST_PIECES or not self._jump_back():
                return None
        reached = self.bars - self.bars[self.start]
        fitting = [n for n in range(self.start, len(self.bars)) if reached[n] <= self.left - SHORTEST_RING]
        return self._assembled(fitting[-1]) if fitting and (fitting[-1] > 0) else None

    def _last_jump(self) -> tuple[int, int] | None:
        """The jump (equal numbers: none) after which the rest of the film suits the last chord best."""
        import numpy as np

        count = len(self.bars)
        before, after = np.meshgrid(np.arange(count), np.arange(count), indexing="ij")
        rest = self.left - (self.bars[before] - self.bars[self.start]) - (self.bars[-1] - self.bars[after])
        least = min(SHORTEST_RING, self.ring)
        # Where bars are longer than the ring there may be nothing but a longer silence after it.
        most = max(self.ring + SHORTEST_RING, least + float(np.diff(self.bars).max()))
        fits = (rest >= least - 1e-6) & (rest <= most)
        allowed = fits & ((before > self.start) & (after > 0) | (before == after))
        if not allowed.any():
            return None
        # A chord that is cut early is missed less than silence at the end of the film.
        off = np.where(rest > self.ring, 2.0 * (rest - self.ring), self.ring - rest)
        edge = (np.minimum(before - self.start, count - 1 - after) < 2) & (before != after)
        total = np.where(before == after, 0.0, self.costs) + _RING_WEIGHT * off + 0.2 * edge
        first, second = divmod(int(np.argmin(np.where(allowed, total, np.inf))), count)
        return first, second

    def _jump_back(self) -> bool:
        """Go from the last quarter of the bars back to the first third, where that sounds most alike."""
        import numpy as np

        count = len(self.bars)
        sources = np.arange(max(self.start + 1, count * 3 // 4), count)
        goals = np.arange(1, max(2, count // 3))
        if not len(sources):
            return False
        first, second = divmod(int(np.argmin(self.costs[np.ix_(sources, goals)])), len(goals))
        before, after = int(sources[first]), int(goals[second])
        self.jumps.append((before, after))
        self.left -= float(self.bars[before] - self.bars[self.start])
        self.start = after
        return True

    def _assembled(self, last_bar: int) -> Cut:
        """From jumps between bar lines to overlapping pieces. `last_bar` is the bar line that ends the music."""
        overlap = JOIN_SECONDS
        pieces: list[tuple[float, float]] = []
        joins: list[float] = []
        position, played = 0.0, 0.0
        for before, after in self.jumps:
            end = float(self.bars[before]) - JOIN_LEAD
            pieces.append((position, end))
            played += end - position - (overlap if joins else 0.0)
            joins.append(round(played + JOIN_LEAD, 6))
            position = float(self.bars[after]) - JOIN_LEAD - overlap
        begins = played - (overlap if joins else 0.0)
        end = min(self.length, position + self.seconds - begins)
        pieces.append((position, end))
        ring = end - float(self.bars[last_bar])
        cut_early = not self.grid.ends or end < self.length - 0.05
        return Cut(
            pieces=tuple(pieces),
            crossfade=overlap,
            fade=min(_LONGEST_FADE, 0.9 * ring) if cut_early else 0.0,
            boundary=self.grid.boundary,
            joins=tuple(joins),
            last=round(begins + float(self.bars[last_bar]) - position, 6),
        )


def _join_costs(rows: "Numbers") -> "Numbers":
    """[i, j]: how unlike a jump from bar line i to bar line j sounds, by what precedes and what follows both."""
    import numpy as np

    apart = np.linalg.norm(rows[:, None, :] - rows[None, :, :], axis=2)
    before = np.full_like(apart, float(np.median(apart)))
    before[1:, 1:] = apart[:-1, :-1]
    costs: Numbers = apart + before
    return costs
