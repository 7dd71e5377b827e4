"""Files of every container that end too early or have wrong bits; and files that are two things at once."""

import gzip
import io
import random
import zipfile
from collections.abc import Iterator

from tests.kit.hostile.seeds import still


def damaged(seeds: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Each seed: nothing of it, its head, half of it, almost all; with a few wrong bits, and with many."""
    yield "zero_length.mp4", b""
    for suffix, data in seeds.items():
        dice = random.Random(suffix)
        yield f"head.{suffix}", data[:64]
        yield f"half.{suffix}", data[: len(data) // 2]
        yield f"almost.{suffix}", data[:-7]
        for name, share in (("few", 0.001), ("many", 0.03)):
            bits = bytearray(data)
            for _ in range(max(3, int(len(data) * share))):
                bits[dice.randrange(16, len(data))] ^= 1 << dice.randrange(8)
            yield f"{name}_bits.{suffix}", bytes(bits)
        yield f"noise.{suffix}", data[:16] + dice.randbytes(20_000)


def polyglots(seeds: dict[str, bytes], playlist: bytes) -> Iterator[tuple[str, bytes]]:
    """What one program takes for a film and another for something else."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(zipfile.ZipInfo("a.html"), "<script>1</script>")
    script = b"<html><script>alert(1)</script></html>"
    yield "script.gif", b"GIF89a/*" + seeds["gif"][8:] + b"*/=1;alert(1);"
    yield "archive.png", seeds["png"] + archive.getvalue()
    yield "page.jpg", seeds["jpg"] + script
    yield "page.mp3", seeds["mp3"] + script
    yield "playlist.mp4", seeds["mp4"] + playlist
    yield "playlist.wav", seeds["wav"] + playlist
    yield "playlist.mkv", seeds["mkv"] + playlist
    yield "playlist_first.ogg", playlist + seeds["ogg"]
    yield "picture_first.mp4", seeds["png"] + seeds["mp4"]
    yield "film_in_free.mp4", (8 + len(playlist)).to_bytes(4, "big") + b"free" + playlist + seeds["mp4"]
    yield "document.mp4", b"\0\0\0\x20free%PDF-1.7\n1 0 obj\n<<>>\n" + seeds["mp4"]
    yield "packed.mp4", gzip.compress(seeds["mp4"], mtime=0)
    yield "program.mp4", b"MZ" + seeds["mp4"]
    yield "script_head.mp4", b"#!/bin/sh\ntouch /tmp/pwned\n"
    yield "sound_as.png", seeds["wav"]
    yield "picture_as.mp3", still("png")
    heads = {
        "avi": b"RIFF\x24\x10\x00\x00AVI LIST",
        "flv": b"FLV\x01\x05\x00\x00\x00\x09",
        "ts": b"\x47\x40\x00\x10" + b"\xff" * 184 + b"\x47",
        "asf": b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c",
        "rm": b".RMF\0\0\0\x12",
        "mid": b"MThd\0\0\0\6\0\1\0\1\0\x60",
        "heic": b"\0\0\0\x18ftypheic\0\0\0\0",
        "nut": b"nut/multimedia container\0",
        "mod": b"M.K." * 300,
        "ps": b"\0\0\1\xba" + b"\x44" * 60,
    }
    for name, head in heads.items():
        yield f"other_{name}.mp4", head + bytes(range(256)) * 20
