"""HLS playlists (RFC 8216) and the timeline's pictures of a published film, with download URLs in them.

They are rendered when they are asked for: the files need no public folder, and removing the tokens unpublishes them.
Each track is one file; its segments are byte ranges of it.
"""

import math
import re
from itertools import accumulate, pairwise

from functions.share.links import Links
from schemas.share import Rendition, Share, Track

_VERSION = 7
"""The first version with EXT-X-MAP outside of I-frame playlists, which fMP4 needs, and what Apple asks for."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def language_of(share: Share) -> str | None:
    """The film's language as a BCP 47 tag; None where it is not known, or no tag at all."""
    return share.language if share.language != "und" and _LANGUAGE.fullmatch(share.language) else None


def playlists(share: Share, links: Links) -> dict[str, str]:
    """Render every playlist by its name; none for a film without renditions.

    Raises KeyError when a file of it has no download token.
    """
    if not share.renditions:
        return {}
    target = math.ceil(max(segment.seconds for track in _tracks(share) for segment in track.segments))
    found = {"master": _master(share)}
    for rendition in share.renditions:
        found[rendition.name] = _media(rendition, links, target)
    if share.sound:
        found["sound"] = _media(share.sound, links, target)
    found["keyframes"] = _keyframes(share.renditions[-1], links)
    if share.captions_path:
        found["captions"] = _captions(share, links)
    return found


def _tracks(share: Share) -> list[Track]:
    return [*share.renditions, *([share.sound] if share.sound else [])]


def _master(share: Share) -> str:
    """The list of renditions, in their order; players begin with the first."""
    lines = ["#EXTM3U", f"#EXT-X-VERSION:{_VERSION}", "#EXT-X-INDEPENDENT-SEGMENTS"]
    groups = ""
    sound = share.sound
    if sound:
        about = f'NAME="Sound",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="{sound.channels}"'
        lines.append(f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",{about},URI="sound.m3u8"')
        groups += ',AUDIO="sound"'
    if share.captions_path:
        language = language_of(share)
        about = (f'LANGUAGE="{language}",' if language else "") + 'NAME="Captions",DEFAULT=NO,AUTOSELECT=NO,FORCED=NO'
        lines.append(f'#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",{about},URI="captions.m3u8"')
        groups += ',SUBTITLES="captions"'
    for rendition in share.renditions:
        attributes = (
            f"BANDWIDTH={rendition.bandwidth + (sound.bandwidth if sound else 0)}",
            f"AVERAGE-BANDWIDTH={rendition.average_bandwidth + (sound.average_bandwidth if sound else 0)}",
            f'CODECS="{rendition.codecs}{f",{sound.codecs}" if sound else ""}"',
            f"RESOLUTION={rendition.width}x{rendition.height}",
            f"FRAME-RATE={rendition.frame_rate:.3f}",
        )
        lines += [f"#EXT-X-STREAM-INF:{','.join(attributes)}{groups}", f"{rendition.name}.m3u8"]
    smallest = share.renditions[-1]
    peak = max(8 * segment.key_bytes / segment.seconds for segment in smallest.segments)
    keys = f'CODECS="{smallest.codecs}",RESOLUTION={smallest.width}x{smallest.height},URI="keyframes.m3u8"'
    lines.append(f"#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH={math.ceil(peak)},{keys}")
    return "\n".join([*lines, ""])


def _media(track: Track, links: Links, target: int) -> str:
    """One track's segments; RFC 8216, 6.2.4 wants one target duration for all of them."""
    address = links.file(track.path)
    lines = [*_head(target), "#EXT-X-INDEPENDENT-SEGMENTS", _map(track, address)]
    for segment, offset in zip(track.segments, _offsets(track), strict=True):
        lines += [f"#EXTINF:{segment.seconds:.6f},", f"#EXT-X-BYTERANGE:{segment.bytes}@{offset}", address]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def _keyframes(rendition: Rendition, links: Links) -> str:
    """The first picture of each segment, for players that show pictures while winding."""
    address = links.file(rendition.path)
    longest = max(segment.seconds for segment in rendition.segments)
    lines = [*_head(math.ceil(longest)), "#EXT-X-I-FRAMES-ONLY", _map(rendition, address)]
    for segment, offset in zip(rendition.segments, _offsets(rendition), strict=True):
        lines += [f"#EXTINF:{segment.seconds:.6f},", f"#EXT-X-BYTERANGE:{segment.key_bytes}@{offset}", address]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def _captions(share: Share, links: Links) -> str:
    """The captions as one segment, as long as the film."""
    lines = [*_head(math.ceil(share.duration_seconds)), f"#EXTINF:{share.duration_seconds:.6f},", links.captions or ""]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def _head(target: int) -> list[str]:
    return [
        "#EXTM3U",
        f"#EXT-X-VERSION:{_VERSION}",
        f"#EXT-X-TARGETDURATION:{target}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
    ]


def _map(track: Track, address: str) -> str:
    return f'#EXT-X-MAP:URI="{address}",BYTERANGE="{track.init_bytes}@0"'


def _offsets(track: Track) -> list[int]:
    first = track.init_bytes + track.index_bytes
    return list(accumulate((segment.bytes for segment in track.segments[:-1]), initial=first))


def thumbnails(share: Share, links: Links) -> str | None:
    """Render the small pictures of the timeline as WebVTT with media fragments, as players read it; None without any.

    Format: https://www.w3.org/TR/media-frags/ (`#xywh=`), one cue a picture.
    """
    sprite = share.sprite
    if sprite is None:
        return None
    address = links.file(sprite.path)
    edges = [*(number * sprite.seconds for number in range(sprite.count)), share.duration_seconds]
    cues = ["WEBVTT"]
    for number, (start, end) in enumerate(pairwise(edges)):
        x, y = number % sprite.columns * sprite.width, number // sprite.columns * sprite.height
        place = f"#xywh={x},{y},{sprite.width},{sprite.height}"
        cues.append(f"{_clock(start)} --> {_clock(max(end, start + 0.001))}\n{address}{place}")
    return "\n\n".join([*cues, ""])


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
