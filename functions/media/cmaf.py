"""CMAF tracks (ISO/IEC 23000-19): one fragmented MP4 file a track, which HLS and DASH players read in byte ranges.

No playlist is kept. The share page renders playlists and the manifest when they are asked for, with URLs that can be
taken back, from what is returned here. One file a track, not one a segment, because each file in Storage is an upload,
a token and a request to take it back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from functions.media.boxes import avc_codec, boxes, child, first_sample_end, references
from functions.media.runner import MediaError, input_args, run_ffmpeg
from schemas.share import MediaSegment

SEGMENT_SECONDS = 4.0
"""A segment ends at the first keyframe after so long; the film's keyframes are at most 2 s apart."""
AAC_LC = "mp4a.40.2"

Stream = Literal["video", "audio"]


@dataclass(frozen=True, slots=True)
class Fragmented:
    """A track as `schemas.share.Track` keeps it, but for where it is stored."""

    codecs: str
    bandwidth: int
    average_bandwidth: int
    init_bytes: int
    index_bytes: int
    segments: tuple[MediaSegment, ...]


def fragment_args(source: Path, out: Path, *, stream: Stream) -> list[str]:
    """The arguments that copy one stream of an MP4 into a CMAF track with a segment index, without encoding.

    An edit list says where each begins: after the picture's reordering, and after the priming of the sound's encoder.
    So both are shown from 0 on.
    """
    microseconds = f"{SEGMENT_SECONDS * 1e6:.0f}"
    cut = {
        "video": ("0:v:0", "+frag_keyframe", "-min_frag_duration"),
        "audio": ("0:a:0", "", "-frag_duration"),
    }
    which, flag, limit = cut[stream]
    return [
        *(*input_args(source, "mp4"), "-map", which, "-c", "copy", "-map_metadata", "-1", "-map_chapters", "-1"),
        *("-fflags", "+bitexact", "-movflags", f"+cmaf+delay_moov+global_sidx+skip_trailer{flag}", limit, microseconds),
        *("-f", "mp4", str(out)),
    ]


def fragment(source: Path, out: Path, *, stream: Stream, timeout: float = 300.0) -> Fragmented:
    """Write one stream of an MP4 (H.264 or AAC-LC) as a CMAF track and describe it; raises `MediaError`."""
    out.parent.mkdir(parents=True, exist_ok=True)
    args = fragment_args(source.resolve(), out.resolve(), stream=stream)
    run_ffmpeg(args, timeout=timeout, task="Cutting the film for streaming")
    return describe(out, stream=stream)


def describe(path: Path, *, stream: Stream) -> Fragmented:
    """Read a track's segments off its index. Raises `MediaError` when the index and the file do not agree."""
    with path.open("rb") as file:
        head = file.read(64 * 1024)
        moov, sidx = child(head, b"moov"), child(head, b"sidx")
        listed = references(head, sidx)
        at, segments = sidx.end, []
        for entry in listed:
            file.seek(at)
            key_bytes = first_sample_end(file.read(min(entry.size, 64 * 1024))) if stream == "video" else 0
            segments.append(MediaSegment(seconds=entry.seconds, bytes=entry.size, key_bytes=key_bytes))
            at += entry.size
    kinds = [box.kind for box in boxes(head, 0, sidx.end)]
    if kinds != [b"ftyp", b"moov", b"sidx"] or at != path.stat().st_size or not segments:
        raise MediaError("media_failed", "Cutting the film for streaming gave a file that contradicts its index.")
    peak, average = bandwidths([(segment.bytes, segment.seconds) for segment in segments])
    codecs = avc_codec(head[: moov.end]) if stream == "video" else AAC_LC
    return Fragmented(codecs, peak, average, moov.end, sidx.end - sidx.start, tuple(segments))


def bandwidths(sizes: Sequence[tuple[int, float]]) -> tuple[int, int]:
    """Peak and average bits per second of segments given as (bytes, seconds).

    RFC 8216, 4.1: the peak is taken over segments of at least half the target duration, so a short last one does not
    count, unless there is nothing longer.
    """
    target = max(seconds for _, seconds in sizes)
    peak = max(8 * size / seconds for size, seconds in sizes if seconds >= target / 2)
    average = 8 * sum(size for size, _ in sizes) / sum(seconds for _, seconds in sizes)
    return round(peak), round(average)
