"""Joining segments, transitions and the sound by copying packets: no encode, no generation loss, exact to the frame.

Every piece starts and ends at a keyframe of a closed GOP, so the packets between them stand on their own. Their times
are written anew at a constant rate, which is what removes the usual drift and stutter of concatenated files.
"""

import heapq
import itertools
import math
import operator
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from functions.media.frames import FPS
from functions.media.master import SAMPLE_RATE
from functions.media.runner import MediaError

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.container.core import Chapter as Mark
    from av.packet import Packet
    from av.stream import Stream
    from av.video.stream import VideoStream

    _Timed = tuple[float, Stream, Packet[Any]]

_TICKS = 512
"""Ticks of a frame: the usual MP4 timescale of 15360 at 30 fps."""
_TIME_BASE = Fraction(1, _TICKS * FPS)
_MOVIE_TICKS = math.lcm(_TICKS * FPS, SAMPLE_RATE)
"""Ticks of a second in which the lengths of picture and sound are both whole numbers."""
_AAC_FRAME = 1024
"""Samples."""


@dataclass(frozen=True, slots=True)
class Piece:
    """File frames `[first, last)` of a segment or transition; both ends must be keyframes (or the file's end)."""

    path: Path
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter mark: a title and the second at which it begins."""

    title: str
    start: float


@dataclass(frozen=True, slots=True)
class _Format:
    """What has to be equal for packets to be decodable by one decoder: the parameter sets and the picture size."""

    extradata: bytes
    width: int
    height: int


def join(
    pieces: Iterable[Piece], sound: Path, out: Path, *, frames: int, title: str, chapters: Sequence[Chapter] = ()
) -> None:
    """Copy the pieces, in order, and the sound into one fast-start MP4.

    Args:
        pieces: of segments and transitions. Each is asked for when the one before has been copied, which is not needed
            any more then.
        sound: AAC in an MP4 container, as long as the film within one AAC frame (21 ms).
        out: the file to write.
        frames: how many the pieces have together.
        title: any text: it is reduced to one printable line, as the chapters' titles are.
        chapters: a chapter ends where the next begins.

    Raises `MediaError`: `media_mismatch` when the pieces were not encoded alike or the sound has another length,
    `media_failed` when a piece does not begin at a keyframe, does not end at one, or lacks frames, `media_unreadable`
    for a damaged file. Raises `ValueError` when there is nothing to join, or the pieces have not so many frames.
    """
    import av

    following = iter(pieces)
    first = next(following, None)
    if first is None:
        raise ValueError("there are no pieces to join")
    options = {"fflags": "+bitexact", "movflags": "+faststart", "movie_timescale": str(_MOVIE_TICKS)}
    try:
        with _open(sound) as source, av.open(f"file:{out}", "w", format="mp4", options=options) as target:
            _check_length(source.streams.audio[0], frames)
            target.metadata["title"] = _one_line(title)
            target.set_chapters(_marks(chapters, frames))
            _copy(first, itertools.chain([first], following), source, target, frames)
    except av.FFmpegError as error:
        raise MediaError("media_unreadable", "A piece of the film cannot be read or the film not written.") from error


def _check_length(heard: "AudioStream", frames: int) -> None:
    seconds = float((heard.duration or 0) * (heard.time_base or 0))
    if abs(seconds - frames / FPS) > _AAC_FRAME / heard.rate:
        lengths = f"{frames / FPS:.3f} s and {seconds:.3f} s"
        raise MediaError("media_mismatch", f"Picture and sound are not equally long: {lengths}.")


def _marks(chapters: Sequence[Chapter], frames: int) -> "list[Mark]":
    """Chapters, each until the next or the film's end."""
    ordered = sorted(chapters, key=lambda chapter: chapter.start)
    starts = [round(_MOVIE_TICKS * second) for second in (*(chapter.start for chapter in ordered), frames / FPS)]
    return [
        {
            "id": number,
            "start": starts[number],
            "end": starts[number + 1],
            "time_base": Fraction(1, _MOVIE_TICKS),
            "metadata": {"title": _one_line(chapter.title)},
        }
        for number, chapter in enumerate(ordered)
    ]


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def _copy(
    first: Piece, pieces: Iterable[Piece], source: "InputContainer", target: "OutputContainer", frames: int
) -> None:
    """Copy all packets in the order of their times, so that picture and sound lie side by side in the file."""
    with _open(first.path) as opened:
        video = opened.streams.video[0]
        expected, picture = _format(video), target.add_stream_from_template(video)
    picture.time_base = _TIME_BASE
    heard = source.streams.audio[0]
    sound = target.add_stream_from_template(heard)
    pictures = _timed(_pictures(pieces, expected, frames), picture, _TIME_BASE)
    sounds = _timed(source.demux(heard), sound, heard.time_base or _TIME_BASE)
    for _, stream, packet in heapq.merge(pictures, sounds, key=operator.itemgetter(0)):
        packet.stream = stream
        target.mux(packet)


def _timed(packets: "Iterator[Packet[Any]]", stream: "Stream", time_base: Fraction) -> "Iterator[_Timed]":
    """The packets with the seconds at which they are decoded, and the stream that they belong into."""
    tick = float(time_base)
    return ((packet.dts * tick, stream, packet) for packet in packets if packet.dts is not None)


def _pictures(pieces: Iterable[Piece], expected: _Format, frames: int) -> "Iterator[Packet[VideoStream]]":
    """The packets of all pieces, with the times that they have in the film."""
    position = 0
    for piece in pieces:
        with _open(piece.path) as source:
            video = source.streams.video[0]
            if _format(video) != expected:
                raise MediaError("media_mismatch", f"{piece.path.name} is encoded unlike the film's other pieces.")
            for packet, shown, decoded in _renumbered(source, video, piece):
                packet.time_base = _TIME_BASE
                packet.pts = (position + shown) * _TICKS
                packet.dts = (position + decoded) * _TICKS
                packet.duration = _TICKS
                yield packet
        position += piece.last - piece.first
    if position != frames:
        raise ValueError(f"the pieces have {position} frames together, not {frames}")


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
