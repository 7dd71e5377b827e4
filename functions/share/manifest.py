"""The DASH manifest of a published film (ISO/IEC 23009-1, the on-demand profile), with download URLs in it.

It names the same files as the HLS playlists; where their segments are, players read from each file's own index.
"""

from xml.etree import ElementTree as Xml

from functions.share.links import Links
from functions.share.playlists import language_of
from schemas.share import Rendition, Share, Track

_PROFILE = "urn:mpeg:dash:profile:isoff-on-demand:2011"
_CHANNELS = "urn:mpeg:dash:23003:3:audio_channel_configuration:2011"
_ROLE = "urn:mpeg:dash:role:2011"
_BUFFER_SECONDS = 4


def manifest(share: Share, links: Links) -> str | None:
    """Render the manifest; None for a film without renditions. Raises KeyError when a file has no download token."""
    if not share.renditions:
        return None
    root = Xml.Element(
        "MPD",
        {
            "xmlns": "urn:mpeg:dash:schema:mpd:2011",
            "profiles": _PROFILE,
            "type": "static",
            "mediaPresentationDuration": f"PT{share.duration_seconds:.3f}S",
            "minBufferTime": f"PT{_BUFFER_SECONDS}S",
        },
    )
    period = Xml.SubElement(root, "Period", {"id": "film", "start": "PT0S"})
    picture = _set(period, "video", "video/mp4")
    for rendition in share.renditions:
        _represent(picture, rendition.name, rendition, links, _shape(rendition))
    language = language_of(share)
    spoken = {"lang": language} if language else {}
    if share.sound:
        heard = _set(period, "audio", "audio/mp4", spoken)
        shape = {"audioSamplingRate": str(share.sound.sample_rate)}
        sound = _represent(heard, "sound", share.sound, links, shape)
        sound.insert(0, Xml.Element("AudioChannelConfiguration", _scheme(_CHANNELS, str(share.sound.channels))))
    if share.captions_path:
        text = Xml.SubElement(period, "AdaptationSet", {"contentType": "text", "mimeType": "text/vtt", **spoken})
        Xml.SubElement(text, "Role", _scheme(_ROLE, "subtitle"))
        captions = Xml.SubElement(text, "Representation", {"id": "captions", "bandwidth": "256"})
        Xml.SubElement(captions, "BaseURL").text = links.captions
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _set(period: Xml.Element, content: str, mime: str, more: dict[str, str] | None = None) -> Xml.Element:
    aligned = {"subsegmentAlignment": "true", "subsegmentStartsWithSAP": "1"}
    return Xml.SubElement(
        period, "AdaptationSet", {"contentType": content, "mimeType": mime, **aligned, **(more or {})}
    )


def _represent(parent: Xml.Element, name: str, track: Track, links: Links, shape: dict[str, str]) -> Xml.Element:
    found = Xml.SubElement(
        parent, "Representation", {"id": name, "bandwidth": str(track.bandwidth), "codecs": track.codecs, **shape}
    )
    Xml.SubElement(found, "BaseURL").text = links.file(track.path)
    end = track.init_bytes + track.index_bytes
    base = Xml.SubElement(found, "SegmentBase", {"indexRange": f"{track.init_bytes}-{end - 1}"})
    Xml.SubElement(base, "Initialization", {"range": f"0-{track.init_bytes - 1}"})
    return found


def _shape(rendition: Rendition) -> dict[str, str]:
    rate = f"{rendition.frame_rate:g}"
    return {"width": str(rendition.width), "height": str(rendition.height), "frameRate": rate, "sar": "1:1"}


def _scheme(uri: str, value: str) -> dict[str, str]:
    return {"schemeIdUri": uri, "value": value}
