"""Sounds that claim absurd rates, channels and lengths, or refer to something."""

import struct
from collections.abc import Iterator


def sounds(seeds: dict[str, bytes], text: str, address: str) -> Iterator[tuple[str, bytes]]:
    """Sounds by name."""
    yield from _wav(seeds["wav"])
    yield from _flac(seeds["flac"], address)
    yield from _mp3(seeds["mp3"], text, address)
    yield from _ogg(seeds["ogg"])
    aac = seeds["aac"]
    yield "rate.aac", _adts(aac, 2, 0x3C, 0x3C)
    yield "channels.aac", _adts(aac, 3, 0xC0, 0xC0)
    yield "frame_size.aac", _adts(aac, 4, 0xFF, 0)


def _adts(aac: bytes, at: int, mask: int, value: int) -> bytes:
    return aac[:at] + bytes([aac[at] & ~mask & 0xFF | value]) + aac[at + 1 :]


def wav(  # every number of the header can lie
    *,
    tag: int = 1,
    channels: int = 1,
    rate: int = 48_000,
    align: int = 2,
    bits: int = 16,
    claimed: int | None = None,
    whole: int | None = None,
    data: bytes = b"\0\x10\0\xf0" * 12_000,
    extra: bytes = b"",
) -> bytes:
    """A WAV file whose header says what it is told to."""
    format_ = struct.pack("<HHIIHH", tag, channels, rate, rate * align & 0xFFFFFFFF, align, bits) + extra
    body = b"WAVEfmt " + struct.pack("<I", len(format_)) + format_
    body += b"data" + struct.pack("<I", len(data) if claimed is None else claimed) + data
    return b"RIFF" + struct.pack("<I", len(body) if whole is None else whole) + body


def _wav(seed: bytes) -> Iterator[tuple[str, bytes]]:
    yield "rate_one.wav", wav(rate=1)
    yield "rate_zero.wav", wav(rate=0)
    yield "rate_most.wav", wav(rate=0xFFFFFFFF)
    yield "rate_million.wav", wav(rate=1_000_000)
    yield "channels_zero.wav", wav(channels=0)
    yield "channels_most.wav", wav(channels=0xFFFF, align=0xFFFF)
    yield "channels_thousand.wav", wav(channels=1000, align=2000)
    yield "channels_eight.wav", wav(channels=8, align=16)
    yield "align_zero.wav", wav(align=0)
    yield "bits_zero.wav", wav(bits=0)
    yield "bits_odd.wav", wav(bits=77)
    yield "data_more.wav", wav(claimed=0x7FFFFFF0)
    yield "data_most.wav", wav(claimed=0xFFFFFFFF, whole=0xFFFFFFFF)
    yield "data_none.wav", wav(claimed=0)
    yield "data_less.wav", wav(claimed=10)
    yield "whole_more.wav", wav(whole=0x7FFFFFFF)
    yield "whole_none.wav", wav(whole=0)
    yield "empty.wav", wav(data=b"")
    yield "adpcm.wav", wav(tag=0x11, align=1024, bits=4)
    yield "extensible.wav", wav(tag=0xFFFE, extra=struct.pack("<HHI", 22, 16, 0xFFFFFFFF) + b"\xff" * 16)
    yield "acm.wav", wav(tag=0x55, align=1)
    yield "truespeech.wav", wav(tag=0x22, align=32, bits=1)
    yield "no_format.wav", seed.replace(b"fmt ", b"fmt_")
    yield "formats.wav", seed[:36] + seed[12:36] * 100_000 + seed[36:]


def _flac(seed: bytes, address: str) -> Iterator[tuple[str, bytes]]:
    yield "samples_most.flac", seed[:21] + bytes([seed[21] | 0x0F]) + b"\xff\xff\xff\xff" + seed[26:]
    yield "rate_zero.flac", seed[:18] + b"\0\0" + bytes([seed[20] & 0x0F]) + seed[21:]
    link = address.encode()
    cover = struct.pack(">II", 3, 3) + b"-->" + struct.pack(">IIIIII", 0, 9, 9, 9, 0, len(link)) + link
    block = b"\x06" + struct.pack(">I", len(cover))[1:] + cover
    yield "cover_link.flac", seed[:42] + block + seed[42:]
    yield "cover_size.flac", seed[:42] + b"\x06\xff\xff\xff" + cover + seed[42:]
    yield "blocks.flac", seed[:42] + b"\x01\0\0\0" * 100_000 + seed[42:]


def _mp3(seed: bytes, text: str, address: str) -> Iterator[tuple[str, bytes]]:
    link = b"\0-->\0\3\0" + address.encode()
    frame = b"APIC" + struct.pack(">IH", len(link), 0) + link
    yield "cover_link.mp3", _id3(frame) + _bare(seed)
    wide = b"GEOB" + struct.pack(">IH", 40, 0) + b"\0text/plain\0" + text.encode()[:20] + b"\0" * 20
    yield "object.mp3", _id3(wide) + _bare(seed)
    yield "tag_most.mp3", b"ID3\4\0\0\x7f\x7f\x7f\x7f" + _bare(seed)
    yield "tags.mp3", _id3(b"TIT2" + struct.pack(">IH", 2, 0) + b"\0x") * 50_000 + _bare(seed)
    yield (
        "packed_tag.mp3",
        b"ID3\4\0\x80\0\0\0\x20" + b"TIT2\0\0\0\x18\0\x08\x7f\x7f\x7f\x7f" + b"\xff" * 18 + _bare(seed),
    )
    counted = seed.find(b"Info") if b"Info" in seed else seed.find(b"Xing")
    yield "frames_most.mp3", seed[: counted + 8] + b"\xff\xff\xff\xff" + seed[counted + 12 :]
    yield "headers.mp3", b"\xff\xfb\x90\x64" * 100_000


def _id3(frames: bytes) -> bytes:
    size = len(frames)
    return b"ID3\3\0\0" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + frames


def _bare(seed: bytes) -> bytes:
    """An MP3 without the tag in front."""
    return seed[seed.index(b"\xff\xfb") :] if b"\xff\xfb" in seed else seed


def _ogg(seed: bytes) -> Iterator[tuple[str, bytes]]:
    last = seed.rindex(b"OggS")
    yield "granule.ogg", seed[: last + 6] + b"\xff" * 7 + b"\x7f" + seed[last + 14 :]
    yield "chained.ogg", seed * 200
    head = seed.index(b"OpusHead")
    yield "channels.ogg", seed[: head + 9] + b"\xff" + seed[head + 10 :]
    yield "serials.ogg", b"".join(seed[:14] + struct.pack("<I", n) + seed[18:47] for n in range(5000)) + seed
    yield "segments.ogg", b"OggS\0\2" + b"\0" * 20 + b"\xff" + b"\xff" * 255 + seed
