"""Reading a published film as players do: from playlists and from the manifest, by byte ranges alone."""

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as Xml

import av
import httpx

from functions.media.boxes import boxes, child, references
from functions.media.runner import ffmpeg_path

Fetch = Callable[[str, int, int], bytes]
"""Gives the bytes of an address from the first to the last, both included."""
DASH = "{urn:mpeg:dash:schema:mpd:2011}"


def ranges_over(client: httpx.Client) -> Fetch:
    """Fetch ranges over HTTP; a server that ignores the range is an error."""

    def fetch(address: str, first: int, last: int) -> bytes:
        answer = client.get(address, headers={"Range": f"bytes={first}-{last}"})
        assert (answer.status_code, len(answer.content)) == (206, last - first + 1), answer.headers
        return answer.content

    return fetch


def read_hls(client: httpx.Client, master: str) -> dict[str, list[bytes]]:
    """The tracks of a master playlist by name: the initialisation, then the segments."""
    text = client.get(master).text
    names = [line for line in text.splitlines() if line and not line.startswith("#")]
    names += re.findall(r'#EXT-X-MEDIA:TYPE=AUDIO.*URI="([^"]+)"', text)
    fetch = ranges_over(client)
    return {name.removesuffix(".m3u8"): _playlist(client.get(urljoin(master, name)).text, fetch) for name in names}


def _playlist(text: str, fetch: Fetch) -> list[bytes]:
    (start,) = re.findall(r'#EXT-X-MAP:URI="([^"]+)",BYTERANGE="(\d+)@(\d+)"', text)
    found = [fetch(start[0], int(start[2]), int(start[2]) + int(start[1]) - 1)]
    for size, offset, address in re.findall(r"#EXT-X-BYTERANGE:(\d+)@(\d+)\n(\S+)", text):
        found.append(fetch(address, int(offset), int(offset) + int(size) - 1))
    return found


def read_dash(client: httpx.Client, address: str) -> dict[str, list[bytes]]:
    """The tracks of an on-demand manifest by id, their segments found in each file's own index."""
    fetch, found = ranges_over(client), {}
    for element in Xml.fromstring(client.get(address).content).iter(f"{DASH}Representation"):
        base = element.find(f"{DASH}SegmentBase")
        if base is None:
            continue
        file, start = element.findtext(f"{DASH}BaseURL"), base.find(f"{DASH}Initialization")
        assert file is not None and start is not None
        first, last = _range(base.get("indexRange"))
        index = fetch(file, first, last)
        pieces, at = [fetch(file, *_range(start.get("range")))], last + 1
        for entry in references(index, child(index, b"sidx")):
            pieces.append(fetch(file, at, at + entry.size - 1))
            at += entry.size
        found[str(element.get("id"))] = pieces
    return found


def _range(text: str | None) -> tuple[int, int]:
    first, _, last = str(text).partition("-")
    return int(first), int(last)


def frames_of(track: bytes, kind: str = "video") -> list[tuple[float, bool]]:
    """The time of each decoded frame, and whether it is a keyframe; for sound, of each packet's samples."""
    with av.open(io.BytesIO(track), "r") as file:
        if kind == "audio":
            return [(round(float(frame.time or 0), 4), True) for frame in file.decode(file.streams.audio[0])]
        pictures = file.decode(file.streams.video[0])
        return [(round(float(frame.time or 0), 4), bool(frame.key_frame)) for frame in pictures]


def complaints(path: Path) -> str:
    """What ffmpeg says when it decodes a whole file, stopping at nothing; empty when all is well."""
    command = [ffmpeg_path(), "-hide_banner", "-nostdin", "-loglevel", "warning", "-i", str(path), "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    return done.stderr if done.returncode == 0 else f"exit {done.returncode}: {done.stderr}"


def top_boxes(data: bytes) -> list[bytes]:
    """The types of a file's outermost boxes."""
    return [box.kind for box in boxes(data)]
