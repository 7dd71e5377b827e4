"""Reading the boxes of an MP4 (ISO/IEC 14496-12): where the index stands, and where the fragments are."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from functions.media.runner import MediaError


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its type, and where its payload begins and ends in the bytes that hold it; `start` is where it begins."""

    kind: bytes
    start: int
    payload: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A subsegment as `sidx` lists it: its bytes and its length in seconds."""

    size: int
    seconds: float


def is_faststart(path: Path) -> bool:
    """Whether an MP4's index stands before its data, so that a player can begin before it has everything."""
    with path.open("rb") as file:
        at = 0
        while len(head := file.read(16)) >= 8:
            size, kind = int.from_bytes(head[:4]), head[4:8]
            if kind in {b"moov", b"mdat"}:
                return kind == b"moov"
            if size == 1:
                size = int.from_bytes(head[8:16])
            if size < 8:
                return False
            at += size
            file.seek(at)
    return False


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """The boxes that follow each other in these bytes. Raises `MediaError` where a size makes no sense."""
    end = len(data) if end is None else end
    at = start
    while at + 8 <= end:
        size, kind, payload = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, payload = int.from_bytes(data[at + 8 : at + 16]), at + 16
        if size < payload - at:
            raise MediaError("media_failed", "A box of the file has no size.")
        yield Box(kind, at, payload, at + size)
        at += size


def child(data: bytes, kind: bytes, parent: Box | None = None) -> Box:
    """The first box of a type, among a box's children or at the top. Raises `MediaError` when there is none."""
    inside = boxes(data) if parent is None else boxes(data, parent.payload, min(parent.end, len(data)))
    for box in inside:
        if box.kind == kind:
            return box
    raise MediaError("media_failed", f"The file has no {kind.decode('ascii', 'replace')} box.")


def references(data: bytes, sidx: Box) -> list[Reference]:
    """The subsegments of a segment index (8.16.3), which follow it without a gap."""
    wide = data[sidx.payload] == 1
    timescale = _int(data, sidx.payload + 8)
    at = sidx.payload + (28 if wide else 20)
    first_offset = _int(data, at - 8, 8) if wide else _int(data, at - 4)
    if first_offset != 0:
        raise MediaError("media_failed", "The segments do not follow their index.")
    count, at = _int(data, at + 2, 2), at + 4
    return [
        Reference(_int(data, at + 12 * n) & 0x7FFFFFFF, _int(data, at + 12 * n + 4) / timescale) for n in range(count)
    ]


def first_sample_end(data: bytes) -> int:
    """Bytes up to the end of the first sample of a fragment: `moof`, then `mdat`, of one track (8.8.7, 8.8.8)."""
    moof = child(data, b"moof")
    traf = child(data, b"traf", moof)
    head, run = child(data, b"tfhd", traf), child(data, b"trun", traf)
    flags, at = _int(data, run.payload, 4) & 0xFFFFFF, run.payload + 8
    if not flags & 0x1:
        raise MediaError("media_failed", "A fragment does not say where its samples begin.")
    offset, at = _int(data, at), at + 4 + (4 if flags & 0x4 else 0)
    if flags & 0x200:
        return offset + _int(data, at + (4 if flags & 0x100 else 0))
    return offset + _default_size(data, head)


def _default_size(data: bytes, head: Box) -> int:
    flags, at = _int(data, head.payload) & 0xFFFFFF, head.payload + 8
    at += (8 if flags & 0x1 else 0) + (4 if flags & 0x2 else 0) + (4 if flags & 0x8 else 0)
    return _int(data, at) if flags & 0x10 else 0


def _int(data: bytes, at: int, size: int = 4) -> int:
    return int.from_bytes(data[at : at + size])


def avc_codec(initialisation: bytes) -> str:
    """The RFC 6381 name of the H.264 stream, such as `avc1.640028`, from its `avcC` box (ISO/IEC 14496-15, 5.3.3)."""
    at = initialisation.find(b"avcC")
    if at < 0 or len(initialisation) < at + 8:
        raise MediaError("media_failed", "The initialisation segment describes no H.264 stream.")
    profile, compatibility, level = initialisation[at + 5 : at + 8]
    return f"avc1.{profile:02x}{compatibility:02x}{level:02x}"
