"""Pieces joined to a film that is silent, for tests of the picture."""

from collections.abc import Sequence
from pathlib import Path

from functions.media.frames import seconds_of
from functions.media.join import Piece, join
from functions.media.master import silence


def silent_film(pieces: Sequence[Piece], out: Path) -> int:
    """Join the pieces; gives the number of frames."""
    sound = out.with_suffix(".m4a")
    silence(sound, seconds=seconds_of(sum(piece.last - piece.first for piece in pieces)))
    return join(pieces, sound, out, title="Silent")
