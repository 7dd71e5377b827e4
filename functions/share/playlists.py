"""HLS playlists (RFC 8216) of a published film, with the download URLs of its fragmented MP4 in them.

They are rendered when they are asked for: the segments need no public folder, and removing the tokens unpublishes them.
"""

import math

from functions.share.links import Links
from schemas.share import HlsRendition

_VERSION = 7
"""The first version with EXT-X-MAP outside of I-frame playlists, which fMP4 needs, and what Apple asks for."""


def master_playlist(renditions: tuple[HlsRendition, ...]) -> str:
    """Render the list of renditions, in their order; players begin with the first."""
    lines = ["#EXTM3U", f"#EXT-X-VERSION:{_VERSION}", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for rendition in renditions:
        attributes = (
            f"BANDWIDTH={rendition.bandwidth}",
            f"AVERAGE-BANDWIDTH={rendition.average_bandwidth}",
            f'CODECS="{rendition.codecs}"',
            f"RESOLUTION={rendition.width}x{rendition.height}",
            f"FRAME-RATE={rendition.frame_rate:.3f}",
        )
        lines += [f"#EXT-X-STREAM-INF:{','.join(attributes)}", f"{rendition.name}.m3u8"]
    return "\n".join([*lines, ""])


def media_playlist(rendition: HlsRendition, links: Links) -> str:
    """Render one rendition's segments. Raises KeyError when one of them has no download token."""
    longest = max((segment.seconds for segment in rendition.segments), default=1.0)
    lines = [
        "#EXTM3U",
        f"#EXT-X-VERSION:{_VERSION}",
        f"#EXT-X-TARGETDURATION:{math.ceil(longest)}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        f'#EXT-X-MAP:URI="{links.file(rendition.init_path)}"',
    ]
    for segment in rendition.segments:
        lines += [f"#EXTINF:{segment.seconds:.6f},", links.file(segment.path)]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])
