"""Addresses of a published film: of its pages on Hosting and of its files in Storage."""

from dataclasses import dataclass
from urllib.parse import quote

from schemas.share import Share


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

    def file(self, path: str) -> str:
        """Give the download URL of an object; it works until the object's token is removed.

        Raises KeyError for a path without a token: only what was published has one.
        """
        bucket, name = quote(self.share.bucket, safe=""), quote(path, safe="")
        token = quote(self.share.tokens[path], safe="")
        return f"{self.storage_origin}/v0/b/{bucket}/o/{name}?alt=media&token={token}"
