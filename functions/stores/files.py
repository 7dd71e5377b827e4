"""The file store as the engine sees it: named once, verified, listed; never deleted from here."""

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
    """An object: its name, bytes, type and own metadata (sha256 among it)."""

    path: str
    size: int
    content_type: str
    metadata: Mapping[str, str] = field(default_factory=dict)


class Files(Protocol):
    """Objects by name."""

    def put(self, path: str, source: Path, *, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
        """Upload a local file under a new name and check what arrived. FileExists when the name is taken."""

    def stat(self, path: str) -> FileInfo | None:
        """Look at an object; None when there is none."""

    def list(self, prefix: str) -> list[FileInfo]:
        """List all objects under a prefix, by name."""

    def fetch(self, path: str, target: Path) -> FileInfo:
        """Download to a local file and check its hash. NoSuchFile when there is none."""

    def set_token(self, path: str, token: str | None) -> None:
        """Give an object a download token (a durable public URL), or take it away."""


def sha256_of(path: Path) -> str:
    """SHA-256 of a local file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
