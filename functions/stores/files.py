"""The file store as the engine sees it: named once, verified, listed; never deleted from here."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

TOKEN_KEY = "firebaseStorageDownloadTokens"  # noqa: S105  (the name Firebase gives to the metadata entry)


class FileStoreError(Exception):
    """What a file store answers instead of a result. May be tried again."""


class FileExists(FileStoreError):
    """The name is taken: somebody has made the same file."""


class NoSuchFile(FileStoreError):
    """There is no such file, or it does not match its hash."""


class NoSuchBucket(FileStoreError):
    """The bucket is missing and may not be created here."""


@dataclass(frozen=True)
class FileInfo:
    """An object: its name, bytes, type and own metadata (`sha256` and `md5` of what was uploaded among it)."""

    path: str
    size: int
    content_type: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    md5: str | None = None
    """Base64, as the store computes it from what it holds; None where it does not."""
    generation: int = 0
    """Raised by the store each time the object is written."""

    @property
    def flaw(self) -> str | None:
        """Why this is not the file that should bear its name; None when it is. Known from a listing alone."""
        stored = self.metadata.get("md5")
        if self.size == 0:
            return "It is empty."
        if "sha256" not in self.metadata:
            return "It was not stored by Reelwright."
        if "rejected" in self.metadata:
            return self.metadata["rejected"]
        if self.metadata.get("key", "") not in self.path:
            return "It belongs to another address."
        if stored is not None and self.md5 is not None and stored != self.md5:
            return "Its content is not what was stored: it was cut short, or overwritten."
        return None


class Files(Protocol):
    """Objects by name."""

    def put(self, path: str, source: Path, *, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
        """Upload a local file under a new name and check what arrived. FileExists when the name is taken."""

    def replace(self, flawed: FileInfo, source: Path, *, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
        """Upload a local file over an object that is flawed. FileExists when somebody has replaced it meanwhile."""

    def stat(self, path: str) -> FileInfo | None:
        """Look at an object; None when there is none."""

    def list(self, prefix: str) -> list[FileInfo]:
        """List all objects under a prefix, by name."""

    def fetch(self, path: str, target: Path) -> FileInfo:
        """Download to a local file and check its hash. NoSuchFile when there is none."""

    def fetch_upload(self, path: str, target: Path) -> FileInfo:
        """Download what a person uploaded: whole, but nothing else is known of it. NoSuchFile when there is none."""

    def set_token(self, path: str, token: str | None) -> None:
        """Give an object a download token (a durable public URL), or take it away."""

    def reject(self, path: str, reason: str) -> None:
        """Write on an object that it is not what its name says, and why; it stays where it is."""


def upload_path(project_id: str, upload_id: str) -> str:
    """Where a person's own file lies, as it came; both ids are checked ones."""
    return f"projects/{project_id}/uploads/{upload_id}"


def md5_of(path: Path) -> str:
    """MD5 of a local file, base64, as Cloud Storage gives it for what it holds."""
    with path.open("rb") as file:
        return base64.b64encode(hashlib.file_digest(file, _md5).digest()).decode()


def _md5() -> "hashlib._Hash":
    return hashlib.md5(usedforsecurity=False)


def sha256_of(path: Path) -> str:
    """SHA-256 of a local file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
