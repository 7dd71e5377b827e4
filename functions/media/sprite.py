"""The sheet of small pictures that a player shows while somebody moves along its timeline."""

from dataclasses import dataclass
from pathlib import Path

from functions.media.frames import FPS, seconds_of

MOST_TILES = 100
COLUMNS = 10
LONG_SIDE = 192
"""Pixels of a small picture's longer side: ten by ten of them are a sheet of at most 1920 pixels."""
_QUALITY = 5
"""ffmpeg's JPEG quantiser: a sheet of a hundred is 200 to 600 KB."""


@dataclass(frozen=True, slots=True)
class Grid:
    """How a film is laid out on a sheet: a picture every `step` frames, each of `width` by `height` pixels."""

    step: int
    count: int
    columns: int
    rows: int
    width: int
    height: int

    @property
    def seconds(self) -> float:
        """Seconds of film that one picture stands for."""
        return seconds_of(self.step)


def grid_of(frames: int, width: int, height: int) -> Grid:
    """Lay out a film of so many frames and pixels: a picture a second, fewer where those would be more than a hundred.

    Raises `ValueError` for a film without a frame.
    """
    if frames < 1:
        raise ValueError("a film without a frame has no pictures")
    step = FPS * max(1, -(-frames // (FPS * MOST_TILES)))
    count = -(-frames // step)
    columns = min(COLUMNS, count)
    factor = LONG_SIDE / max(width, height)
    even = (2 * max(1, round(side * factor / 2)) for side in (width, height))
    return Grid(step, count, columns, -(-count // columns), *even)


def sprite_filter(grid: Grid, frames: int) -> str:
    """The filter that draws the sheet: of each step the frame in its middle, or the film's last one."""
    middle = grid.step // 2
    last = frames - 1
    chosen = f"not(mod(n-{middle},{grid.step}))"
    if (grid.count - 1) * grid.step + middle > last:
        chosen += f"+eq(n,{last})"
    return (
        f"select='{chosen}',scale={grid.width}:{grid.height}:flags=area,"
        f"tile={grid.columns}x{grid.rows}:nb_frames={grid.count}:color=black,format=yuvj420p"
    )


def sprite_output(out: Path) -> list[str]:
    """The options of the output that the filter's picture goes to."""
    return [
        *("-c:v", "mjpeg", "-q:v", str(_QUALITY), "-frames:v", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact"),
        *("-f", "image2", "-update", "1", str(out)),
    ]
