"""Whether a media file is there to its end, read off its own structure: for files that came with no reliable length.

Decoding the first picture says nothing of the last: a film with its index in front plays until the cut.
"""

import os
from pathlib import Path

_RIFF = {"wav", "webp"}
_PNG_END = b"IEND\xaeB`\x82"
_JPEG_END = b"\xff\xd9"
_TRAILING = 64 * 1024
"""Bytes that may follow the end of a picture, as some encoders pad or append."""
_INDEX = {b"moov"}
_FILM = {b"moov", b"mdat"}
_CONTENT = {b"moov", b"mdat", b"moof"}
_MOST_BOXES = 100_000
"""At the top of an MP4: a film in fragments of half a second has two for each."""


def is_whole(path: Path, container: str) -> bool:
    """Whether the file goes as far as it says itself; True for formats that do not say (MP3, Ogg, WebM, ...).

    Sources: ISO/IEC 14496-12 (boxes of MP4), the RIFF specification, PNG (ISO/IEC 15948), JPEG (ITU-T T.81).
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        if container == "mp4":
            return _boxes_end(file.fileno(), size)
        if container in _RIFF:
            declared = int.from_bytes(file.read(8)[4:8], "little")
            return declared == 0xFFFFFFFF or declared + 8 <= size  # a stream of unknown length says FFFFFFFF
        if container in {"png", "jpeg"}:
            file.seek(max(0, size - _TRAILING))
            return (_PNG_END if container == "png" else _JPEG_END) in file.read()
    return True


def _boxes_end(descriptor: int, size: int) -> bool:
    at, complete = 0, set[bytes]()
    for _ in range(_MOST_BOXES):
        if at == size:
            return complete >= _INDEX
        head = os.pread(descriptor, 16, at)
        length, name = int.from_bytes(head[:4], "big"), head[4:8]
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        if length == 0:  # to the end of the file
            length = size - at
        if length < 8 or at + length > size:
            # Some cameras add notes that are no boxes. A film that breaks off does so in a box, or in a box's head.
            return complete >= _FILM and name not in _CONTENT and at + 8 <= size
        if name in _CONTENT:
            complete.add(name)
        at += length
    return False
