"""Addresses of a published film: of its pages on Hosting and of its files in Storage."""

from dataclasses import dataclass
from urllib.parse import quote

from schemas.share import Share


@dataclass(frozen=True)
class Download:
    """A file on offer: what it is, its format and size, and its address."""

    name: str
    form: str
    address: str


@dataclass(frozen=True)
class Links:
    """Where one film is found.

    Attributes:
        origin: scheme and host that the visitor used, such as `https://example.com`.
        storage_origin: scheme and host of Firebase's download endpoint, or of the Storage emulator.
    """

    share: Share
    origin: str
    storage_origin: str

    @property
    def page(self) -> str:
        """The share page, absolute."""
        return f"{self.origin}/share/{self.share.share_id}"

    @property
    def embed(self) -> str:
        """The bare player for other sites' frames, absolute."""
        return f"{self.page}/embed"

    @property
    def master_playlist(self) -> str:
        """The HLS master playlist, relative to the host."""
        return f"/share/{self.share.share_id}/master.m3u8"

    @property
    def thumbnails(self) -> str:
        """The list of the small pictures on the timeline, relative to the host."""
        return f"/share/{self.share.share_id}/thumbnails.vtt"

    @property
    def video(self) -> str:
        """The whole film as MP4."""
        return self.file(self.share.video_path)

    @property
    def poster(self) -> str:
        """The preview picture."""
        return self.file(self.share.poster_path)

    @property
    def gif(self) -> str:
        """The animated preview."""
        return self.file(self.share.gif_path)

    @property
    def captions(self) -> str | None:
        """The captions as WebVTT, if the film has any."""
        return self.file(self.share.captions_path) if self.share.captions_path else None

    @property
    def downloads(self) -> list[Download]:
        """Everything that a visitor may take along, best first."""
        share = self.share
        films = [
            Download(f"Film, {each.name}", f"MP4, {_size(each.mp4_bytes)}", self.file(each.mp4_path))
            for each in share.renditions
        ]
        captions = {"WebVTT": share.captions_path, "SRT": share.subtitles_path}
        return [
            *(films or [Download("Film", "MP4", self.video)]),
            *(Download("Captions", kind, self.file(path)) for kind, path in captions.items() if path),
            Download("Preview", "GIF", self.gif),
        ]

    def file(self, path: str) -> str:
        """Give the download URL of an object; it works until the object's token is removed.

        Raises KeyError for a path without a token: only what was published has one.
        """
        bucket, name = quote(self.share.bucket, safe=""), quote(path, safe="")
        token = quote(self.share.tokens[path], safe="")
        return f"{self.storage_origin}/v0/b/{bucket}/o/{name}?alt=media&token={token}"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count < 9_950_000 else f"{count / 1e6:.0f} MB"
