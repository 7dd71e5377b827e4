"""Pieces joined to a film that is silent, for tests of the picture."""

from collections.abc import Sequence
from pathlib import Path

import av

from functions.media.frames import seconds_of
from functions.media.join import Piece, join
from functions.media.master import silence


def silent_film(pieces: Sequence[Piece], out: Path) -> int:
    """Join the pieces; gives the number of frames that the film says it has."""
    sound = out.with_suffix(".m4a")
    frames = sum(piece.last - piece.first for piece in pieces)
    silence(sound, seconds=seconds_of(frames))
    join(pieces, sound, out, frames=frames, title="Silent")
    with av.open(str(out)) as film:
        return film.streams.video[0].frames
