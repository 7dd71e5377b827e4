"""Cloud Storage on the emulator, which changes an object's metadata in its own way only.

Seen with firebase-tools 15.34: the JSON API's patch answers 501; a PATCH on `/b/...` adds a download token, and a token
is taken away with `delete_token` on the Firebase endpoint.
"""

import os
from typing import TYPE_CHECKING
from urllib.parse import quote

from functions.stores.files import TOKEN_KEY, FileStoreError, NoSuchFile
from functions.stores.storage import CloudStorageFiles

if TYPE_CHECKING:
    import requests

_TIMEOUT_SECONDS = 20.0


class EmulatorFiles(CloudStorageFiles):
    """The same files, with tokens set as the emulator wants it."""

    def set_token(self, path: str, token: str | None) -> None:
        import requests

        info = self.stat(path)
        if info is None:
            raise NoSuchFile(path)
        host, name = os.environ["STORAGE_EMULATOR_HOST"], quote(path, safe="")
        if token:
            reply = requests.patch(
                f"{host}/b/{self.bucket_name}/o/{name}",
                json={"metadata": {TOKEN_KEY: token}},
                timeout=_TIMEOUT_SECONDS,
            )
            _check(reply)
            return
        for known in info.metadata.get(TOKEN_KEY, "").split(","):
            if known:
                reply = requests.post(
                    f"{host}/v0/b/{self.bucket_name}/o/{name}",
                    params={"delete_token": known},
                    headers={"Authorization": "Bearer owner"},
                    timeout=_TIMEOUT_SECONDS,
                )
                _check(reply)

    def reject(self, path: str, reason: str) -> None:
        import requests

        if self.stat(path) is None:
            raise NoSuchFile(path)
        reply = requests.patch(
            f"{os.environ['STORAGE_EMULATOR_HOST']}/b/{self.bucket_name}/o/{quote(path, safe='')}",
            json={"metadata": {"rejected": reason}},
            timeout=_TIMEOUT_SECONDS,
        )
        _check(reply)


def _check(reply: "requests.Response") -> None:
    if not reply.ok:
        raise FileStoreError(f"the emulator answered {reply.status_code}")
