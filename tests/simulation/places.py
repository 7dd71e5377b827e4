"""Places where a function can die: which store, queue or vendor is called, from where in the code, before or after."""

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType

from tests.simulation.chaos import Side

_ROOT = str(Path(__file__).parents[2] / "functions") + "/"
_STORES = _ROOT + "stores/"
_FRAMES = 3


@dataclass(frozen=True, order=True)
class Place:
    """What is called, the innermost functions that led there, and whether it is done yet."""

    code: tuple[str, ...]
    call: str
    side: Side

    def __str__(self) -> str:
        return f"{self.side} {self.call} in {' < '.join(self.code)}"


@dataclass(frozen=True)
class Visit:
    """A place that a function has come to, and what it was at."""

    place: Place
    function: str
    """`advance`, `admit`, `wake` or `sweep`."""
    subject: str
    """The job or the request; of a sweep, the document that it is looking after just now."""


def place_of(call: str, side: Side, running: tuple[str, str]) -> Visit:
    """Name the place that the caller's caller is at."""
    function, subject = running
    code: list[str] = []
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        name = _name(frame.f_code.co_filename, frame.f_code.co_qualname)
        if name and len(code) < _FRAMES and (not code or code[-1] != name):
            code.append(name)
        if function == "sweep" and not subject and "snapshot" in frame.f_locals:
            subject = frame.f_locals["snapshot"].id
        frame = frame.f_back
    return Visit(Place(tuple(code), call, side), function, subject)


@cache
def _name(file: str, qualname: str) -> str:
    """A function of ours as `module.function`; empty for others, and for the stores."""
    if not file.startswith(_ROOT) or file.startswith(_STORES):
        return ""
    return f"{Path(file).stem}.{qualname.split('.<locals>', maxsplit=1)[0]}"
