"""MP4 as a tree of boxes, so that one box of an honest film can be bent (ISO/IEC 14496-12)."""

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

_PARENTS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts", b"moof", b"traf", b"mvex"}


@dataclass
class Box:
    """A box: its four letters, and its content or the boxes in it."""

    name: bytes
    content: bytes = b""
    boxes: list["Box"] = field(default_factory=list)

    def pack(self) -> bytes:
        body = self.content + b"".join(each.pack() for each in self.boxes)
        return struct.pack(">I", 8 + len(body)) + self.name + body

    def find(self, name: bytes) -> list["Box"]:
        """All boxes of a name below this one."""
        here = [self] if self.name == name else []
        return here + [found for each in self.boxes for found in each.find(name)]


def parse(data: bytes) -> Box:
    """A whole file as one box without a name."""
    return Box(b"", b"", _boxes(data))


def _boxes(data: bytes) -> list[Box]:
    found, at = [], 0
    while at + 8 <= len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + size]
        found.append(Box(name, b"", _boxes(body)) if name in _PARENTS else Box(name, body))
        at += size
    return found


def bent(film: bytes, name: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The film with the content of every box of that name changed."""
    tree = parse(film)
    found = tree.find(name)
    assert found, f"the seed has no {name!r}"
    for box in found:
        box.content = change(box.content)
    return b"".join(each.pack() for each in tree.boxes)


def with_box(film: bytes, parent: bytes, box: Box) -> bytes:
    """The film with one more box at the end of every box `parent`."""
    tree = parse(film)
    for each in tree.find(parent):
        each.boxes.append(box)
    return b"".join(each.pack() for each in tree.boxes)


def at(offset: int, format_: str, *values: int) -> Callable[[bytes], bytes]:
    """A change that writes numbers at an offset."""
    return lambda old: old[:offset] + struct.pack(format_, *values) + old[offset + struct.calcsize(format_) :]


def full(*numbers: int) -> bytes:
    """A full box's content: version and flags 0, then 32-bit numbers."""
    return struct.pack(f">{1 + len(numbers)}I", 0, *numbers)
