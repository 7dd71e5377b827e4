"""Recognising files by their first bytes, and refusing what only pretends."""

from pathlib import Path

import pytest

from functions.media.probe import sniff, sniff_bytes
from functions.media.runner import DEMUXERS, MediaError

HEADS = {
    "mp4": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00",
    "webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81",
    "gif": b"GIF89a\x40\x01\xb4\x00\xf7\x00",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\r",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01",
    "webp": b"RIFF\x24\x10\x00\x00WEBPVP8 ",
    "wav": b"RIFF\x24\x10\x00\x00WAVEfmt ",
    "mp3": b"\xff\xfb\x90\x64\x00\x00\x00\x00\x00\x00\x00\x00",
    "aac": b"\xff\xf1\x50\x80\x02\x1f\xfc\x00\x00\x00\x00\x00",
    "flac": b"fLaC\x00\x00\x00\x22\x10\x00\x10\x00",
    "ogg": b"OggS\x00\x02\x00\x00\x00\x00\x00\x00",
}


@pytest.mark.parametrize("name", sorted(HEADS))
def test_each_container_is_known_by_its_magic(name: str):
    assert sniff_bytes(HEADS[name]) == name


def test_every_container_that_can_be_read_can_be_recognised():
    assert set(HEADS) == set(DEMUXERS)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"hello, world",
        b"RIFF\x00\x00\x00\x00AVI LIST",
        b"XXXX\x24\x10\x00\x00WAVEfmt ",
        b"\x00\x00\x00\x1cftypavif",
        b"\x00\x00\x00\x18ftypheic",
        b"%PDF-1.7\n1 0",
        b"<svg xmlns=",
    ],
)
def test_anything_else_is_unknown(head: bytes):
    assert sniff_bytes(head) is None


@pytest.mark.parametrize(
    "text",
    [
        b"#EXTM3U\nfile:///etc/passwd",
        b"\xef\xbb\xbf#EXTM3U\n",
        b"\n ffconcat version 1.0",
        b"<?xml ?><MPD>",
        b"v=0\r\n",
    ],
)
def test_playlists_are_named_as_such_whatever_their_extension(tmp_path: Path, text: bytes):
    file = tmp_path / "clip.mp4"
    file.write_bytes(text)
    with pytest.raises(MediaError, match=r"not_media: clip\.mp4 is a playlist or a page"):
        sniff(file)


def test_an_empty_file_is_called_empty(tmp_path: Path):
    (tmp_path / "clip.mp4").write_bytes(b"")
    with pytest.raises(MediaError, match="is empty"):
        sniff(tmp_path / "clip.mp4")
