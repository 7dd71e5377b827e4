"""Films whose index lies: references to other files, tables without end, absurd sizes, times and rates."""

import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from functions.media.runner import run_ffmpeg
from tests.kit.hostile.boxes import Box, at, bent, full, parse, with_box

_MANY = 0xFFFFFFF0
_BILLION = 1 << 30


def films(seeds: dict[str, bytes], text: str, address: str) -> Iterator[tuple[str, bytes]]:
    """Films by name."""
    mp4, mov = seeds["mp4"], seeds["mov"]
    for name, data in references(text, f"{address}/reference"):
        yield f"dref_{name}.mp4", bent(mp4, b"dref", _instead(data))
        yield f"dref_{name}.mov", bent(mov, b"dref", _instead(data))
    yield "reference_movie.mov", _box(b"ftyp", b"qt  \0\0\0\0qt  ") + _box(b"moov", _reference_movie(f"{address}/rmra"))
    yield from ((f"table_{name}.mp4", data) for name, data in tables(mp4))
    yield from ((f"absurd_{name}.mp4", data) for name, data in absurd(mp4))
    yield from ((f"broken_{name}.mp4", data) for name, data in broken(mp4))
    yield from fragments(seeds["fragments.mp4"])


def _instead(data: bytes) -> Callable[[bytes], bytes]:
    return lambda _old: data


def references(text: str, address: str) -> Iterator[tuple[str, bytes]]:
    """Data references (`dref`) that lead out of the file."""
    head = struct.pack(">II", 0, 1)
    yield "url_file", head + _box(b"url ", b"\0\0\0\0" + f"file://{text}".encode() + b"\0")
    yield "url_http", head + _box(b"url ", b"\0\0\0\0" + address.encode() + b"\0")
    yield "urn", head + _box(b"urn ", b"\0\0\0\0" + b"x\0" + address.encode() + b"\0")
    yield "alias", head + _box(b"alis", b"\0\0\0\0" + _alias(text))
    yield "many", struct.pack(">II", 0, _MANY) + _box(b"url ", b"\0\0\0\1")


def _alias(text: str) -> bytes:
    """A Macintosh alias record as FFmpeg reads it: volume, folder, file name, then tagged paths."""
    path = text.lstrip("/").encode()
    name = Path(text).name.encode()
    record = b"\0" * 4 + struct.pack(">HHH", 0, 2, 0) + b"\x03vol".ljust(28, b"\0") + b"\0" * 12
    record += bytes([len(name)]) + name.ljust(63, b"\0") + b"\0" * 16
    record += struct.pack(">HH", 20, path.count(b"/") + 1) + b"\0" * 16  # so many folders up, so many down
    record += struct.pack(">HH", 2, len(path)) + path + b"\0" * (len(path) & 1)
    record += struct.pack(">HH", 18, len(path)) + path + b"\0" * (len(path) & 1)
    return record + struct.pack(">HH", 0xFFFF, 0)


def _reference_movie(address: str) -> bytes:
    data = b"\0\0\0\0url " + struct.pack(">I", len(address) + 1) + address.encode() + b"\0"
    return _box(b"rmra", _box(b"rmda", _box(b"rdrf", data)))


def tables(mp4: bytes) -> Iterator[tuple[str, bytes]]:
    """Tables that claim, or have, more entries than a film can have."""
    yield "stts_count", bent(mp4, b"stts", at(4, ">I", _MANY))
    yield "stts_run", bent(mp4, b"stts", lambda _: full(1, _BILLION, 1))
    yield "stts_zero", bent(mp4, b"stts", lambda _: full(1, _BILLION, 0))
    yield "stts_negative", bent(mp4, b"stts", lambda _: full(1, 1000, 0x80000000))
    yield "stsz_count", bent(mp4, b"stsz", lambda _: full(0, _MANY))
    yield "stsz_run", _bomb(mp4)
    yield "stsz_huge_samples", bent(mp4, b"stsz", lambda _: full(0x7FFFFFFF, 10))
    yield "stsc_count", bent(mp4, b"stsc", at(4, ">I", _MANY))
    yield "stsc_run", bent(mp4, b"stsc", lambda _: full(1, 1, _BILLION, 1))
    yield "stsc_backwards", bent(mp4, b"stsc", lambda _: full(3, 9, 1, 1, 5, 1, 1, 1, 1, 1))
    yield "stco_count", bent(mp4, b"stco", at(4, ">I", _MANY))
    yield "stco_outside", bent(mp4, b"stco", lambda _: full(3, 0xFFFFFF00, 0xFFFFFF10, 0xFFFFFF20))
    yield "ctts_run", with_box(mp4, b"stbl", Box(b"ctts", full(1, _BILLION, 7)))
    yield "ctts_far", with_box(mp4, b"stbl", Box(b"ctts", full(1, 10, 0x7FFFFFFF)))
    yield "elst_count", bent(mp4, b"elst", at(4, ">I", _MANY))
    yield "elst_many", bent(mp4, b"elst", lambda _: full(50_000, *(1, 0, 0x10000) * 50_000))
    yield "elst_far", bent(mp4, b"elst", lambda _: full(1, 0x7FFFFFFF, 0x7FFFFFFF, 0x10000))
    yield "elst_empty", bent(mp4, b"elst", lambda _: full(1, 0x7FFFFFFF, 0xFFFFFFFF, 0x10000))
    yield "elst_slow", bent(mp4, b"elst", lambda _: full(1, 1000, 0, 1))
    yield "stss_count", bent(mp4, b"stss", at(4, ">I", _MANY))
    yield "sidx", mp4 + _box(b"sidx", full(1, 1000, 0, 0, 0xFFFF, *(1, 1, 1) * 1000))
    yield "tracks", _many_tracks(mp4, 3000)


def _bomb(mp4: bytes) -> bytes:
    """A small file with an index of 89 million entries: gigabytes of memory in a demuxer that is not bounded."""
    count = 89_000_000
    film = bent(mp4, b"stsz", lambda _: full(1, count))
    film = bent(film, b"stts", lambda _: full(1, count, 2))
    film = bent(film, b"stsc", lambda _: full(1, 1, count // 200, 1))
    return bent(film, b"stco", lambda _: full(200, *[0] * 200))


def _many_tracks(mp4: bytes, count: int) -> bytes:
    tree = parse(mp4)
    (movie,) = tree.find(b"moov")
    movie.boxes += [movie.find(b"trak")[0]] * count
    return b"".join(each.pack() for each in tree.boxes)


def absurd(mp4: bytes) -> Iterator[tuple[str, bytes]]:
    """Numbers that no camera writes."""
    yield "timescale_zero", bent(mp4, b"mdhd", at(12, ">I", 0))
    yield "timescale_most", bent(mp4, b"mdhd", at(12, ">I", 0xFFFFFFFF))
    yield "timescale_one", bent(mp4, b"mdhd", at(12, ">I", 1))
    yield "duration_most", bent(mp4, b"mdhd", at(16, ">I", 0xFFFFFFFE))
    yield "movie_duration", bent(mp4, b"mvhd", at(12, ">II", 1, 0xFFFFFFFE))
    yield "hours", bent(mp4, b"stts", lambda _: full(1, 10, 0x10000000))
    yield "rate", bent(bent(mp4, b"mdhd", at(12, ">I", 1_000_000_000)), b"stts", lambda _: full(1, 10, 1))
    yield "track_size", bent(mp4, b"tkhd", at(76, ">II", 0xFFFF0000, 0xFFFF0000))
    yield "rotated_askew", bent(mp4, b"tkhd", at(40, ">9I", *[0x12345678] * 9))
    yield "coded_size", bent(mp4, b"stsd", lambda old: _in_entry(old, b"avc1", 24, ">HH", 0xFFFF, 0xFFFF))
    yield "coded_nothing", bent(mp4, b"stsd", lambda old: _in_entry(old, b"avc1", 24, ">HH", 0, 0))
    yield "channels", bent(mp4, b"stsd", lambda old: _in_entry(old, b"mp4a", 16, ">H", 0xFFFF))
    yield "sound_rate", bent(mp4, b"stsd", lambda old: _in_entry(old, b"mp4a", 24, ">I", 0xFFFFFFFF))
    yield "entries", bent(mp4, b"stsd", at(4, ">I", _MANY))
    yield "pixel_shape", bent(mp4, b"stsd", lambda old: _with_shape(old, 1, 100_000))
    yield "other_codec", bent(mp4, b"stsd", lambda old: old.replace(b"avc1", b"png "))
    yield "unknown_codec", bent(mp4, b"stsd", lambda old: old.replace(b"avc1", b"zzzz").replace(b"mp4a", b"yyyy"))
    yield "raw_codec", bent(mp4, b"stsd", lambda old: old.replace(b"avc1", b"raw "))
    yield "text_track", bent(mp4, b"hdlr", lambda old: old.replace(b"vide", b"text").replace(b"soun", b"sbtl"))
    yield "no_tracks", b"".join(b.pack() for b in parse(mp4).boxes if b.name != b"moov") + _box(b"moov", b"")


def _in_entry(stsd: bytes, codec: bytes, offset: int, format_: str, *values: int) -> bytes:
    """Numbers written at an offset of the sample entry, where it is of that codec."""
    return stsd if codec not in stsd else at(stsd.index(codec) + 4 + offset, format_, *values)(stsd)


def _with_shape(stsd: bytes, across: int, down: int) -> bytes:
    """A pixel aspect ratio that makes a line of the picture."""
    if b"avc1" not in stsd:
        return stsd
    shape = stsd.index(b"pasp") if b"pasp" in stsd else None
    if shape is not None:
        return at(shape + 4, ">II", across, down)(stsd)
    entry = stsd[8:] + _box(b"pasp", struct.pack(">II", across, down))
    return stsd[:8] + struct.pack(">I", len(entry)) + entry[4:]


def broken(mp4: bytes) -> Iterator[tuple[str, bytes]]:
    """Boxes that do not fit into each other."""
    index = mp4.index(b"moov") - 4
    yield "size_zero", mp4[:index] + b"\0\0\0\0" + mp4[index + 4 :]
    yield "size_small", mp4[:index] + b"\0\0\0\4" + mp4[index + 4 :]
    yield "size_large", mp4[:index] + b"\0\0\0\1moov" + b"\x7f" + b"\xff" * 7 + mp4[index + 8 :]
    yield "size_minus", mp4[:index] + b"\xff\xff\xff\xff" + mp4[index + 4 :]
    yield "boxes", mp4 + _box(b"free", b"") * 300_000
    yield "boxes_first", mp4[:32] + _box(b"free", b"") * 300_000
    yield "deep", _box(b"ftyp", b"isom\0\0\2\0isom") + _deep(b"moov", 9000) + _box(b"mdat", b"x" * 64)
    yield "deep_tags", _box(b"ftyp", b"isom\0\0\2\0isom") + _box(b"moov", _deep(b"udta", 9000))
    packed = zlib.compress(b"\0" * 60_000_000, 9)
    inside = _box(b"dcom", b"zlib") + _box(b"cmvd", struct.pack(">I", 0x7FFFFFFF) + packed)
    yield "packed_index", _box(b"ftyp", b"qt  \0\0\0\0qt  ") + _box(b"moov", _box(b"cmov", inside))
    yield "two_indexes", mp4 + mp4
    yield "only_head", _box(b"ftyp", b"isom\0\0\2\0isom")
    yield "only_data", _box(b"mdat", b"\0" * 5000)
    yield "wide_strings", with_box(mp4, b"moov", Box(b"udta", _box(b"meta", b"\0" * 4 + _box(b"ilst", b"\xff" * 5000))))


def _deep(name: bytes, levels: int) -> bytes:
    inner = 8 * levels
    return b"".join(struct.pack(">I", inner - 8 * level) + name for level in range(levels))


def fragments(film: bytes) -> Iterator[tuple[str, bytes]]:
    """Fragmented films: the tables are in the fragments."""
    yield "fragment_count.mp4", bent(film, b"trun", at(4, ">I", _MANY))
    yield "fragment_offset.mp4", bent(film, b"trun", at(8, ">I", 0x7FFFFFFF))
    yield "fragment_track.mp4", bent(film, b"tfhd", at(4, ">I", 77))
    yield "fragment_time.mp4", bent(film, b"tfdt", lambda _: b"\1\0\0\0" + b"\x7f" + b"\xff" * 7)
    yield "fragment_defaults.mp4", bent(film, b"trex", at(4, ">5I", 1, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0))


def injected(folder: Path, seeds: dict[str, bytes], text: str, address: str) -> Iterator[tuple[str, bytes]]:
    """Films with subtitles that draw, refer or call for fonts, and with attachments and covers."""
    (folder / "seed.mp4").write_bytes(seeds["mp4"])
    (folder / "cover.png").write_bytes(seeds["png"])
    (folder / "font.ttf").write_bytes(b"\0\1\0\0" + b"\xff" * 300)
    (folder / "a.ass").write_text(
        "[Script Info]\nScriptType: v4.00+\n[V4+ Styles]\nFormat: Name,Fontname,Fontsize,PrimaryColour\n"
        f"Style: Default,{text},90,&H00FF00FF\n[Fonts]\nfontname: ../../{text}\n[Events]\n"
        "Format: Layer,Start,End,Style,Text\n"
        f"Dialogue: 0,0:00:00.00,0:00:09.00,Default,{{\\p1\\c&HFF00FF&}}m 0 0 l 999 0 999 999 0 999{{\\p0}}{text}\n"
    )
    (folder / "b.srt").write_text(f'1\n00:00:00,000 --> 00:00:09,000\n<img src="{address}"><font face="{text}">x\n\n')
    here = {name: str(folder / name) for name in ("seed.mp4", "cover.png", "font.ttf", "a.ass", "b.srt")}
    film, ass, srt = ("-i", here["seed.mp4"]), ("-i", here["a.ass"]), ("-i", here["b.srt"])
    attach = ("-attach", here["font.ttf"], "-metadata:s:t", "mimetype=application/x-truetype-font")
    named = ("-metadata:s:t", f"filename=../../../..{text}")
    both = ("-map", "0", "-map", "1", "-c", "copy")
    recipes = {
        "ass.mkv": (*film, *ass, *both, "-disposition:s:0", "default+forced"),
        "srt.mkv": (*film, *srt, *both, "-c:s", "srt", "-disposition:s:0", "default+forced"),
        "ass_fonts.mkv": (*film, *ass, *both, *attach, *named),
        "attachment.mkv": (*film, "-map", "0", "-c", "copy", *attach, *named),
        "mov_text.mp4": (*film, *srt, *both, "-c:s", "mov_text", "-disposition:s:0", "default+forced"),
        "cover.mp4": (*film, "-i", here["cover.png"], *both, "-disposition:v:1", "attached_pic"),
        "title.mp4": (*film, "-c", "copy", "-metadata", f"title={address}", "-metadata", f"comment=file://{text}"),
        "only_subtitles.mkv": (*srt, "-c:s", "srt"),
        "cover_only.m4a": (
            *("-i", here["seed.mp4"], "-i", here["cover.png"], "-map", "0:a", "-map", "1", "-c", "copy"),
            *("-disposition:v:0", "attached_pic", "-f", "mp4"),
        ),
    }
    for name, recipe in recipes.items():
        out = folder / f"made.{name}"
        run_ffmpeg([*recipe, "-fflags", "+bitexact", "-flags", "+bitexact", str(out)], timeout=60)
        yield f"injected_{name}", out.read_bytes()


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content
