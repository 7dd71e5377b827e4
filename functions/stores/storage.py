"""Cloud Storage as a file store: create-once uploads with a checksum, three tries, and a look at what arrived."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from functions.stores.files import (
    TOKEN_KEY,
    FileExists,
    FileInfo,
    FileStoreError,
    NoSuchBucket,
    NoSuchFile,
    md5_of,
    sha256_of,
)

if TYPE_CHECKING:
    from google.cloud.storage import Blob, Bucket, Client

T = TypeVar("T")
_TRIES = 3
_FIRST_PAUSE_SECONDS = 0.5


class CloudStorageFiles:
    """Files in one bucket. In development a missing bucket is created; in production it is a clear error."""

    def __init__(
        self, client: "Client", bucket: str, *, create_bucket: bool, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._client = client
        self._create_bucket = create_bucket
        self._sleep = sleep
        self.bucket_name = bucket

    @property
    def _bucket(self) -> "Bucket":
        return self._client.bucket(self.bucket_name)

    def put(self, path: str, source: Path, *, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
        return self._upload(path, source, content_type, metadata, generation=0)

    def replace(self, flawed: FileInfo, source: Path, *, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
        return self._upload(flawed.path, source, content_type, metadata, generation=flawed.generation)

    def _upload(
        self, path: str, source: Path, content_type: str, metadata: Mapping[str, str], *, generation: int
    ) -> FileInfo:
        digest, size = sha256_of(source), source.stat().st_size

        def upload() -> FileInfo:
            from google.api_core.exceptions import PreconditionFailed

            blob = self._bucket.blob(path)
            blob.metadata = {**metadata, "sha256": digest, "md5": md5_of(source)}
            blob.cache_control = "public, max-age=31536000, immutable"
            try:
                blob.upload_from_filename(
                    source, content_type=content_type, if_generation_match=generation, checksum="crc32c"
                )
            except PreconditionFailed as error:
                raise FileExists(path) from error
            arrived = self.stat(path)
            if arrived is None or arrived.size != size or arrived.metadata.get("sha256") != digest:
                raise FileStoreError(f"{path} did not arrive whole")
            return arrived

        return self._try(upload)

    def stat(self, path: str) -> FileInfo | None:
        blob = self._try(lambda: self._bucket.get_blob(path))
        return _info(blob) if blob else None

    def list(self, prefix: str) -> list[FileInfo]:
        return self._try(lambda: [_info(b) for b in self._client.list_blobs(self._bucket, prefix=prefix)])

    def fetch(self, path: str, target: Path) -> FileInfo:
        info = self.fetch_upload(path, target)
        if info.metadata.get("sha256") != sha256_of(target):
            raise NoSuchFile(f"{path} does not match its hash")  # the client has checked that it came over whole
        return info

    def fetch_upload(self, path: str, target: Path) -> FileInfo:
        def download() -> FileInfo:
            blob = self._bucket.get_blob(path)
            if blob is None:
                raise NoSuchFile(path)
            blob.download_to_filename(target)
            return _info(blob)

        return self._try(download)

    def open_upload(self, path: str, *, content_type: str, size: int, origin: str | None) -> str:
        """Open a resumable session that anybody who knows its URL can send one new object to; give the URL.

        Storage itself refuses other than `size` bytes, and an object of that name that has come meanwhile. `origin` is
        the web page that may send it from a browser. FileExists when there is such an object already.
        """

        def begin() -> str:
            from google.api_core.exceptions import PreconditionFailed

            try:
                url = self._bucket.blob(path).create_resumable_upload_session(
                    content_type=content_type, size=size, origin=origin, if_generation_match=0, checksum=None
                )
            except PreconditionFailed as error:
                raise FileExists(path) from error
            return str(url)

        return self._try(begin)

    def set_token(self, path: str, token: str | None) -> None:
        def patch() -> None:
            blob = self._bucket.get_blob(path)
            if blob is None:
                raise NoSuchFile(path)
            blob.metadata = {**(blob.metadata or {}), TOKEN_KEY: token}
            blob.patch()

        self._try(patch)

    def reject(self, path: str, reason: str) -> None:
        def patch() -> None:
            blob = self._bucket.get_blob(path)
            if blob is None:
                raise NoSuchFile(path)
            blob.metadata = {**(blob.metadata or {}), "rejected": reason}
            blob.patch()

        self._try(patch)

    def _try(self, call: Callable[[], T]) -> T:
        """Call up to three times with backoff. FileExists and NoSuchFile are answers, not faults."""
        from google.api_core import exceptions as g
        from requests.exceptions import RequestException

        fault: Exception | None = None
        for attempt in range(_TRIES):
            if attempt:
                self._sleep(_FIRST_PAUSE_SECONDS * 4 ** (attempt - 1))
            try:
                return call()
            except (FileExists, NoSuchFile):
                raise
            except g.NotFound as error:
                fault = error
                self._make_bucket()
            except (g.GoogleAPICallError, RequestException, FileStoreError) as error:
                fault = error
        raise FileStoreError(f"Storage failed {_TRIES} times: {type(fault).__name__}") from fault

    def _make_bucket(self) -> None:
        from google.api_core.exceptions import Conflict

        if not self._create_bucket:
            if not self._client.bucket(self.bucket_name).exists():
                raise NoSuchBucket(
                    f"The bucket {self.bucket_name} does not exist: create it, or set STORAGE_BUCKET to one that does."
                )
            return
        try:
            self._client.create_bucket(self.bucket_name)
        except Conflict:
            return


def _info(blob: "Blob") -> FileInfo:
    metadata: dict[str, Any] = dict(blob.metadata or {})
    return FileInfo(
        blob.name, int(blob.size or 0), blob.content_type or "", metadata, blob.md5_hash, int(blob.generation or 0)
    )
