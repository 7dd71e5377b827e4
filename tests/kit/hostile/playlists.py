"""Texts that name other files or addresses, under every media extension, and behind heads that look like media."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

SUFFIXES = ("mp4", "mov", "webm", "mkv", "gif", "png", "jpg", "webp", "wav", "mp3", "flac", "ogg", "aac", "m4a")

_HEADS = {
    "png": b"\x89PNG\r\n\x1a\n",
    "gif": b"GIF89a",
    "jpg": b"\xff\xd8\xff\xe0",
    "webp": b"RIFF\x24\x10\x00\x00WEBP",
    "wav": b"RIFF\x24\x10\x00\x00WAVE",
    "mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00",
    "flac": b"fLaC",
    "ogg": b"OggS",
    "webm": b"\x1aE\xdf\xa3",
    "mp4": b"\x00\x00\x00\x14ftypisom\x00\x00\x02\x00isom",
    "free.mp4": b"\x00\x00\x00\x08free",
    "aac": b"\xff\xf1\x50\x80\x02\x1f\xfc",
}
_BLANKS = {"bom": b"\xef\xbb\xbf", "lines": b"\r\n\n\n\t ", "zeros": b"\0" * 16, "comment": b"# a film\n"}


def texts(film: str, text: str, address: str) -> dict[str, str]:
    """Playlists and the like by what they are.

    Args:
        film: URL of a local film that nobody may open.
        text: path of a local text that nobody may open.
        address: a URL that nobody may ask for.
    """
    segments = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n"
    return {
        "hls_file": f"{segments}#EXTINF:1,\n{film}\n#EXT-X-ENDLIST\n",
        "hls_http": f"{segments}#EXTINF:1,\n{address}\n#EXT-X-ENDLIST\n",
        "hls_master": f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{address}\n",
        "hls_key": f'{segments}#EXT-X-KEY:METHOD=AES-128,URI="file://{text}"\n#EXTINF:1,\n{film}\n#EXT-X-ENDLIST\n',
        "hls_map": f'{segments}#EXT-X-MAP:URI="{film}"\n#EXTINF:1,\n{address}\n#EXT-X-ENDLIST\n',
        "hls_concat": f"{segments}#EXTINF:1,\nconcat:{address}|file://{text}\n#EXT-X-ENDLIST\n",
        "hls_subfile": f"{segments}#EXTINF:1,\nsubfile,,start,0,end,64,,:{text}\n#EXT-X-ENDLIST\n",
        "hls_crypto": f"{segments}#EXTINF:1,\ncrypto+{film}\n#EXT-X-ENDLIST\n",
        "hls_media": f'#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="{address}"\n',
        "m3u": f"{film}\n{address}\n",
        "ffconcat": f"ffconcat version 1.0\nfile '{film}'\nfile '{address}'\n",
        "ffconcat_option": f"ffconcat version 1.0\nfile 'x'\noption protocol_whitelist ALL\nfile '{address}'\n",
        "concat": f"file '{text}'\nfile '{film}'\n",
        "dash": '<?xml version="1.0"?><MPD type="static" mediaPresentationDuration="PT1S"><Period><AdaptationSet>'
        f"<Representation id='1' bandwidth='1'><BaseURL>{address}</BaseURL></Representation>"
        "</AdaptationSet></Period></MPD>",
        "dash_entity": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{text}">]><MPD>&e;</MPD>',
        "bare_mpd": f"<MPD><Period><BaseURL>{film}</BaseURL></Period></MPD>",
        "pls": f"[playlist]\nFile1={film}\nFile2={address}\nNumberOfEntries=2\nVersion=2\n",
        "asx": f'<asx version="3.0"><entry><ref href="{address}"/></entry></asx>',
        "sdp": "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 5004 RTP/AVP 0\r\n",
        "smil": f'<smil><body><video src="{address}"/></body></smil>',
        "xspf": f'<?xml version="1.0"?><playlist><trackList><track><location>{film}</location>'
        "</track></trackList></playlist>",
        "cue": f'FILE "{text}" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n',
        "ram": f"{address}\nrtsp://127.0.0.1/x\n",
        "shortcut": f"[InternetShortcut]\nURL={address}\n",
        "reference": f"RTSPtext\r\nrtsptext\r\n{address}\r\n",
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{film}"/></svg>',
        "svg_xml": '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "file://' + text + '">]>'
        f'<svg xmlns="http://www.w3.org/2000/svg"><text>&e;</text><image href="{address}"/></svg>',
        "html": f'<html><video src="{address}"></video></html>',
        "ass": f"[Script Info]\nScriptType: v4.00+\n[Fonts]\nfontname: {text}\n",
        "srt": f'1\n00:00:00,000 --> 00:00:01,000\n<img src="{address}">\n',
        "postscript": f"%!PS\n({text}) (r) file 99 string readstring\n",
        "imagemagick": f"push graphic-context\nimage over 0,0 0,0 'url({address})'\npop graphic-context\n",
        "avisynth": f'DirectShowSource("{text}")\n',
        "avisynth_utf8": f'\ufeffAviSource("{text}")\n',
        "ffmetadata": f";FFMETADATA1\ntitle={text}\n",
        "image_pattern": "%d.png\n",
        "lavfi": f"movie={text}\n",
        "vapoursynth": f"import vapoursynth as vs\nopen({text!r})\n",
    }


def playlists(film: str, text: str, address: str) -> Iterator[tuple[str, bytes]]:
    """Files by name; each names an address of its own, so that who asks for it is known."""
    suffixes = cycle(SUFFIXES)
    for what in texts("", "", ""):
        for _ in range(2):
            name = f"{what}.{next(suffixes)}"
            yield name, texts(film, text, f"{address}/{name}")[what].encode()
    for suffix in SUFFIXES:
        for what in ("hls_file", "hls_http"):
            name = f"{what}_again.{suffix}"
            yield name, texts(film, text, f"{address}/{name}")[what].encode()
    for number, (suffix, head) in enumerate(_HEADS.items()):
        for what in ("hls_http", ("ffconcat", "dash", "sdp", "svg")[number % 4]):
            name = f"behind_{what}.{suffix}"
            yield name, head + b"\n" + texts(film, text, f"{address}/{name}")[what].encode()
    for blank, head in _BLANKS.items():
        name = f"after_{blank}.mp4"
        yield name, head + texts(film, text, f"{address}/{name}")["hls_http"].encode()


def as_url(path: Path) -> str:
    """A local file as a URL."""
    return f"file://{path}"
