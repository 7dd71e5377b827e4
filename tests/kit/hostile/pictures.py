"""Pictures that are much larger than their file, or whose notes are."""

import struct
import zlib
from collections.abc import Iterator

from PIL import Image, ImageCms

from tests.kit.hostile.seeds import picture, saved

_PNG = b"\x89PNG\r\n\x1a\n"


def pictures(seeds: dict[str, bytes], text: str, address: str) -> Iterator[tuple[str, bytes]]:
    """Pictures by name."""
    yield from _png(seeds["png"], text, address)
    yield from _jpeg(seeds["jpg"], text, address)
    yield from _gif(seeds["gif"])
    yield from _webp(seeds["webp"])
    yield from _odd()


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _head(width: int, height: int, depth: int = 8, kind: int = 0) -> bytes:
    return _PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))


def _zeros(count: int) -> bytes:
    return zlib.compress(b"\0" * count, 9)


def _noted(png: bytes, *chunks: bytes) -> bytes:
    """A PNG with more chunks before its picture."""
    start = png.index(b"IDAT") - 4
    return png[:start] + b"".join(chunks) + png[start:]


def _png(png: bytes, text: str, address: str) -> Iterator[tuple[str, bytes]]:
    end = chunk(b"IEND", b"")
    yield "bomb_bits.png", _head(60_000, 60_000, 1) + chunk(b"IDAT", _zeros(60_000 * 200)) + end
    yield "bomb_grey.png", _head(20_000, 20_000) + chunk(b"IDAT", _zeros(20_000_000)) + end
    yield "claims_most.png", _head(0x7FFFFFFF, 0x7FFFFFFF) + chunk(b"IDAT", _zeros(9)) + end
    yield "claims_nothing.png", _head(0, 0) + chunk(b"IDAT", _zeros(9)) + end
    yield "line.png", _head(1_000_000, 1) + chunk(b"IDAT", _zeros(1_000_001)) + end
    yield "column.png", _head(1, 1_000_000) + chunk(b"IDAT", _zeros(2_000_000)) + end
    yield "too_much_data.png", _head(64, 64) + chunk(b"IDAT", _zeros(100_000_000)) + end
    yield "too_little_data.png", _head(6000, 6000) + chunk(b"IDAT", _zeros(100)) + end
    yield "no_data.png", _head(64, 64) + end
    yield "depth.png", _head(64, 64, 77, 99) + chunk(b"IDAT", _zeros(9999)) + end
    yield "crc.png", png[:20] + b"\xff" + png[21:]
    yield "text_bomb.png", _noted(png, chunk(b"zTXt", b"note\0\0" + _zeros(100_000_000)))
    yield "text_bombs.png", _noted(png, *[chunk(b"zTXt", b"note\0\0" + _zeros(900_000))] * 400)
    yield "text_bomb_i.png", _noted(png, chunk(b"iTXt", b"note\0\1\0\0\0" + _zeros(100_000_000)))
    yield "profile_bomb.png", _noted(png, chunk(b"iCCP", b"icc\0\0" + _zeros(200_000_000)))
    yield "chunks.png", _noted(png, *[chunk(b"tEXt", b"a\0b")] * 200_000)
    yield "chunk_size.png", _noted(png, struct.pack(">I", 0x7FFFFFFF) + b"tEXt" + b"x" * 64)
    yield "refers.png", _noted(png, chunk(b"tEXt", f"Source\0{address}".encode()), chunk(b"eXIf", text.encode()))
    moving = saved(picture(), "PNG", save_all=True, append_images=[picture(), picture().rotate(90)])
    yield "animated.png", moving
    control = struct.pack(">II", 0x7FFFFFFF, 0)
    at = moving.index(b"acTL")
    yield "animated_most.png", moving[: at - 4] + chunk(b"acTL", control) + moving[at + 16 :]
    yield "palette.png", saved(picture().convert("P"), "PNG", transparency=3)
    yield "sixteen_bits.png", saved(Image.new("I;16", (40, 30), 30_000), "PNG")
    yield "one_pixel.png", saved(Image.new("RGBA", (1, 1), (0, 255, 0, 0)), "PNG")


def _jpeg(jpg: bytes, text: str, address: str) -> Iterator[tuple[str, bytes]]:
    frame = jpg.index(b"\xff\xc0")
    yield "claims_most.jpg", jpg[: frame + 5] + b"\xff\xff\xff\xff" + jpg[frame + 9 :]
    yield "claims_nothing.jpg", jpg[: frame + 5] + b"\0\0\0\0" + jpg[frame + 9 :]
    yield "components.jpg", jpg[: frame + 9] + b"\xff" + jpg[frame + 10 :]
    yield "scans.jpg", _many_scans(saved(picture(4000, 4000), "JPEG", progressive=True), 3000)
    yield "restarts.jpg", jpg[:-2] + b"\xff\xd0" * 500_000 + b"\xff\xd9"
    yield "segments.jpg", jpg[:2] + (b"\xff\xed\x00\x08\x00\x00\x00\x00\x00\x00") * 200_000 + jpg[2:]
    yield "segment_size.jpg", jpg[:2] + b"\xff\xe1\xff\xff" + b"Exif\0\0" + jpg[2:]
    yield "no_tables.jpg", jpg.replace(b"\xff\xc4", b"\xff\xee")
    yield (
        "exif_loop.jpg",
        _exif(jpg, struct.pack("<2sHIH", b"II", 42, 8, 1) + b"\x69\x87\4\0\1\0\0\0\x08\0\0\0\x08\0\0\0"),
    )
    yield "exif_count.jpg", _exif(jpg, struct.pack("<2sHIHHHII", b"II", 42, 8, 1, 0x010E, 2, 0xFFFFFFFF, 8))
    yield (
        "exif_many.jpg",
        _exif(jpg, struct.pack("<2sHIH", b"II", 42, 8, 0xFFFF) + b"\x12\1\3\0\1\0\0\0\3\0\0\0" * 5000),
    )
    yield "exif_turn.jpg", _exif(jpg, struct.pack("<2sHIHHHII", b"II", 42, 8, 1, 0x0112, 3, 1, 99))
    yield "exif_refers.jpg", _exif(jpg, text.encode())
    packet = (
        b"http://ns.adobe.com/xap/1.0/\0<?xpacket?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '" + b"&a;" * 9000
    )
    yield "xmp.jpg", jpg[:2] + b"\xff\xe1" + struct.pack(">H", len(packet) + 2) + packet + jpg[2:]
    note = f"<x:xmpmeta src='{address}'/>".encode()
    yield "comment.jpg", jpg[:2] + b"\xff\xfe" + struct.pack(">H", len(note) + 2) + note + jpg[2:]
    yield "cmyk.jpg", saved(picture().convert("CMYK"), "JPEG")
    yield "profile_garbage.jpg", saved(picture(), "JPEG", icc_profile=b"\xff" * 100_000)
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[128:132] = b"\xff\xff\xff\xff"
    yield "profile_tags.jpg", saved(picture(), "JPEG", icc_profile=bytes(profile))
    yield "profile_of_another.jpg", saved(picture().convert("L"), "JPEG", icc_profile=bytes(profile))
    yield "profile_large.jpg", saved(picture(), "JPEG", icc_profile=b"\0" * 16_000_000)


def _exif(jpg: bytes, content: bytes) -> bytes:
    body = b"Exif\0\0" + content[:65_000]
    return jpg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpg[2:]


def _many_scans(progressive: bytes, count: int) -> bytes:
    """The last scan of a progressive JPEG over and over: each goes over the whole picture again."""
    last = progressive.rindex(b"\xff\xda")
    return progressive[:-2] + progressive[last:-2] * count + b"\xff\xd9"


def _gif(gif: bytes) -> Iterator[tuple[str, bytes]]:
    yield "claims_most.gif", gif[:6] + b"\xff\xff\xff\xff" + gif[10:]
    yield "claims_nothing.gif", gif[:6] + b"\0\0\0\0" + gif[10:]
    head, frame = (
        b"GIF89a\x08\0\x08\0\x80\0\0\0\xff\0\0\0\xff",
        b"\x2c\0\0\0\0\x08\0\x08\0\0\2\7\x84\x8f\xa9\xcb\xed\x0f\x63\0",
    )
    yield "frames.gif", head + frame * 60_000 + b";"
    yield "frame_outside.gif", head + frame.replace(b"\x2c\0\0\0\0\x08\0\x08\0", b"\x2c\0\0\0\0\xff\xff\xff\xff") + b";"
    wait = b"\x21\xf9\4\0\xff\xff\0\0"
    yield "slow.gif", head + (wait + frame) * 100 + b";"
    yield "extensions.gif", head + b"\x21\xfe\1x\0" * 200_000 + frame + b";"
    yield "code_size.gif", head + frame[:10] + b"\xff" + frame[11:] + b";"
    yield "no_frames.gif", head + b";"
    canvas = b"GIF89a" + struct.pack("<HH", 7000, 7000) + head[10:]
    yield "large_canvas.gif", canvas + frame * 2000 + b";"


def _webp(webp: bytes) -> Iterator[tuple[str, bytes]]:
    extended = b"VP8X\x0a\0\0\0\x02\0\0\0\xff\xff\xff\xff\xff\xff"
    yield (
        "claims_most.webp",
        b"RIFF" + struct.pack("<I", 4 + len(extended) + len(webp) - 12) + b"WEBP" + extended + webp[12:],
    )
    yield "size.webp", webp[:4] + b"\xf0\xff\xff\xff" + webp[8:]
    yield "chunk_size.webp", webp[:16] + b"\xff\xff\xff\x7f" + webp[20:]
    frames = [picture(), picture().rotate(90), picture().rotate(180)]
    yield "animated.webp", saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    yield "large.webp", saved(Image.new("RGB", (16_383, 8_000)), "WEBP", lossless=True)


def _odd() -> Iterator[tuple[str, bytes]]:
    """Formats that an image library would open if it were asked for any."""
    for kind in ("BMP", "TIFF", "PPM", "TGA", "ICO", "PCX", "EPS", "PDF", "AVIF", "DDS", "SGI", "ICNS", "JPEG2000"):
        yield f"{kind.lower()}.png", saved(picture(), kind)
