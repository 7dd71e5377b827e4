"""Sees what a stranger's file makes our programs do: open a file, ask the network, show what it should not know."""

import ctypes
import fcntl
import os
import socket
import struct
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from PIL import Image

from tests.kit.hostile.corpus import PITCH, TOKEN

_IN_ACCESS, _IN_OPEN = 0x1, 0x20
_KNOCK = b"it is us"
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 0x1
_COUNTED = {"Tcp": ("ActiveOpens",), "Udp": ("OutDatagrams",), "Ip": ("OutRequests", "OutNoRoutes")}


class Opened:
    """Counts, with inotify, how often anything in a folder is opened or read, by whatever process."""

    def __init__(self, folder: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._events = libc.inotify_init1(os.O_NONBLOCK)
        watched = libc.inotify_add_watch(self._events, os.fsencode(folder), _IN_ACCESS | _IN_OPEN)
        if self._events < 0 or watched < 0:
            raise OSError(ctypes.get_errno(), "this machine cannot watch a folder: the test would see nothing")

    def since(self) -> int:
        """How many times since this was last asked."""
        try:
            data, count = os.read(self._events, 65_536), 0
        except BlockingIOError:
            return 0
        while data:
            length = struct.unpack_from("iIII", data)[3]
            data, count = data[16 + length :], count + 1
        return count


class Listeners:
    """Listens on this machine, where the hostile addresses lead, and counts who comes."""

    def __init__(self) -> None:
        self._count, self._closing, self._known = 0, False, threading.Event()
        self._stream = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._stream.getsockname()[1])
        self._datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._datagrams.bind(("127.0.0.1", self.port))
        self._threads = [threading.Thread(target=run) for run in (self._accept, self._receive)]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def since(self) -> int:
        """How many came since this was last asked."""
        count, self._count = self._count, 0
        return count

    def all_seen(self) -> int:
        """How many came since this was last asked, when nobody comes any more: waits for who stands in the queue."""
        self._known.clear()
        with socket.create_connection(("127.0.0.1", self.port)) as ours:
            ours.sendall(_KNOCK)
            assert self._known.wait(10), "nobody listens"
        return self.since()

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, _kind: type | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._closing = True
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._datagrams.sendto(b"", ("127.0.0.1", self.port))
        for thread in self._threads:
            thread.join()
        self._stream.close()
        self._datagrams.close()

    def _accept(self) -> None:
        while not self._closing:
            with self._stream.accept()[0] as caller:
                caller.settimeout(0.5)
                try:
                    known = caller.recv(len(_KNOCK)) == _KNOCK
                except OSError:
                    known = False
                if known:
                    self._known.set()
                else:
                    self._count += 1

    def _receive(self) -> None:
        while not self._closing:
            self._datagrams.recvfrom(2048)
            self._count += 1


def loopback_up() -> None:
    """Switch the loopback device of a new network namespace on, so that an attempt to connect counts as one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        asked = struct.pack("16sH14s", b"lo", 0, b"")
        flags = struct.unpack("16sH14s", fcntl.ioctl(handle, _SIOCGIFFLAGS, asked))[1]
        fcntl.ioctl(handle, _SIOCSIFFLAGS, struct.pack("16sH14s", b"lo", flags | _IFF_UP, b""))


def packets() -> int:
    """What this network namespace has sent, or tried to: connections, datagrams, packets with and without a route."""
    lines = [line.split() for line in Path("/proc/self/net/snmp").read_text().splitlines()]
    total = 0
    for names, values in zip(lines[::2], lines[1::2], strict=True):
        counters = dict(zip(names, values, strict=True))
        total += sum(int(counters[name]) for name in _COUNTED.get(names[0].rstrip(":"), ()))
    return total


def shows_canary(file: Path, container: str) -> bool:
    """Whether a file of ours holds the secret text, the magenta picture or the high tone."""
    if TOKEN.encode() in file.read_bytes():
        return True
    if container == "png":
        with Image.open(file) as picture:
            return _magenta(np.asarray(picture.convert("RGB")))
    with av.open(str(file)) as source:
        if source.streams.video and any(_magenta(frame.to_ndarray(format="rgb24")) for frame in source.decode(video=0)):
            return True
    with av.open(str(file)) as source:
        if not source.streams.audio:
            return False
        heard = [frame.to_ndarray().astype(float).ravel() for frame in source.decode(audio=0)]
    return _high(np.concatenate(heard)) if heard else False


def _magenta(picture: np.ndarray) -> bool:
    red, green, blue = (picture[..., channel] for channel in range(3))
    return bool(((red > 180) & (green < 80) & (blue > 180)).mean() > 0.2)


def _high(sound: np.ndarray) -> bool:
    strength = np.abs(np.fft.rfft(sound[:96_000]))
    pitch = np.fft.rfftfreq(min(sound.size, 96_000), 1 / 48_000)
    near = np.abs(pitch - PITCH) < 20
    return bool(strength[near].sum() > 0.3 * strength.sum() > 0)
