"""Joining segments and transitions by copying packets: no encode, no generation loss, exact to the frame.

Every piece starts and ends at a keyframe of a closed GOP, so the packets between them stand on their own. Their times
are written anew at a constant rate, which is what removes the usual drift and stutter of concatenated files.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from functions.media.frames import FPS
from functions.media.runner import MediaError

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

_TICKS = 512
"""Ticks of a frame: the usual MP4 timescale of 15360 at 30 fps."""
_TIME_BASE = Fraction(1, _TICKS * FPS)


@dataclass(frozen=True, slots=True)
class Piece:
    """File frames `[first, last)` of a segment or transition; both ends must be keyframes (or the file's end)."""

    path: Path
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Format:
    """What has to be equal for packets to be decodable by one decoder: the parameter sets and the picture size."""

    extradata: bytes
    width: int
    height: int


def join(pieces: Sequence[Piece], out: Path) -> int:
    """Copy the pieces, in order, into one MP4 with picture only, and return its number of frames.

    Raises `MediaError`: `media_mismatch` when the pieces were not encoded alike, `media_failed` when a piece does not
    begin at a keyframe, does not end at one, or lacks frames, `media_unreadable` for a damaged file. Raises
    `ValueError` when there is nothing to join.
    """
    import av

    if not pieces:
        raise ValueError("there are no pieces to join")
    try:
        return _copy(pieces, out)
    except av.FFmpegError as error:
        raise MediaError("media_unreadable", "A piece of the film cannot be read or the film not written.") from error


def _copy(pieces: Sequence[Piece], out: Path) -> int:
    import av

    expected: _Format | None = None
    position = 0
    with av.open(f"file:{out}", "w", format="mp4", options={"fflags": "+bitexact"}) as target:
        stream: VideoStream | None = None
        for piece in pieces:
            with _open(piece.path) as source:
                video = source.streams.video[0]
                found = _format(video)
                if stream is None:
                    expected = found
                    stream = target.add_stream_from_template(video)
                    stream.time_base = _TIME_BASE
                elif found != expected:
                    raise MediaError("media_mismatch", f"{piece.path.name} is encoded unlike the film's other pieces.")
                for packet, shown, decoded in _renumbered(source, video, piece):
                    packet.stream = stream
                    packet.time_base = _TIME_BASE
                    packet.pts = (position + shown) * _TICKS
                    packet.dts = (position + decoded) * _TICKS
                    packet.duration = _TICKS
                    target.mux(packet)
            position += piece.last - piece.first
    return position


def _open(path: Path) -> "InputContainer":
    import av

    # Copying needs no decoder, and each would decode a frame at once, only to describe itself: 20 ms a piece.
    return av.open(f"file:{path}", format="mov", options={"protocol_whitelist": "file", "codec_whitelist": "none"})


def _format(video: "VideoStream") -> _Format:
    codec = video.codec_context
    if video.time_base != _TIME_BASE:
        raise MediaError("media_mismatch", f"A piece of the film does not run at {FPS} frames a second.")
    return _Format(bytes(codec.extradata or b""), codec.width, codec.height)


def _renumbered(
    source: "InputContainer", video: "VideoStream", piece: Piece
) -> "Iterator[tuple[Packet[VideoStream], int, int]]":
    """The packets of the piece with the frame at which each is shown and decoded, counted from the piece's start.

    Decoding runs ahead of showing by the encoder's reordering, two frames with a B-pyramid, in every piece alike.
    """
    name, wanted = piece.path.name, piece.last - piece.first
    reorder: int | None = None
    copied = 0
    for packet in source.demux(video):
        if packet.pts is None or packet.dts is None:
            continue
        if reorder is None:
            reorder = (packet.pts - packet.dts) // _TICKS
        shown = packet.pts // _TICKS
        if shown == piece.last and not packet.is_keyframe:
            raise MediaError("media_failed", f"{name} has no keyframe at frame {piece.last}, so it cannot end there.")
        if not piece.first <= shown < piece.last:
            continue
        if copied == 0 and (shown != piece.first or not packet.is_keyframe):
            raise MediaError(
                "media_failed", f"{name} has no keyframe at frame {piece.first}, so it cannot begin there."
            )
        yield packet, shown - piece.first, copied - reorder
        copied += 1
    if copied != wanted:
        raise MediaError("media_failed", f"{name} has {copied} of the {wanted} frames from {piece.first} on.")
