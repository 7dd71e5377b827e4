"""Send a file of one's own to a project as a frontend does: ask for a session, send it there, then use it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import httpx
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from cli.frontend import Frontend, FrontendError
from functions.media.probe import sniff
from functions.media.runner import MediaError
from functions.providers.fetching import CONTENT_TYPES
from functions.stores.files import sha256_of

Use = Literal["image", "video", "audio", "effects", "music"]
_PIECE = 256 * 1024
_TIMEOUT_SECONDS = 60.0


def upload(frontend: Frontend, console: Console, project_id: str, file: Path) -> str:
    """Send a file; gives the upload's id, which is made of its name and its content.

    A file that is there already is not sent again.

    Raises:
        FrontendError: it is not media, too large, or not for this user; or Storage did not take it.
    """
    content_type = _content_type(file)
    upload_id, size = _id_of(file), file.stat().st_size
    with httpx.Client(timeout=_TIMEOUT_SECONDS, trust_env=False) as client:
        reply = client.post(
            f"{frontend.endpoints.url('hosting')}/api/v1/projects/{project_id}/uploads",
            json={"upload_id": upload_id, "content_type": content_type, "size_bytes": size},
            headers={"Authorization": f"Bearer {frontend.user.token}"},
        )
        if reply.is_error:
            error = reply.json()["error"]
            if error["code"] == "upload_exists":
                console.print(f"{file.name} is there already.", highlight=False)
                return upload_id
            raise FrontendError(f"{error['code']}: {error['message']} {error['suggested_action']}")
        session = reply.json()
        sent = client.request(
            session["method"],
            session["url"],
            content=_pieces(file, size, console),
            headers={**session["headers"], "Content-Length": str(size)},
        )
    if sent.is_error:
        raise FrontendError(f"upload_failed: Storage answered {sent.status_code}. Try again.")
    return upload_id


def use(frontend: Frontend, project_id: str, scene_id: str | None, kind: Use, upload_id: str) -> None:
    """Have an upload take the place of what would be generated: in a scene, or as the film's music.

    Raises:
        FrontendError: there is no such scene, or the rules would not take the edit.
    """
    if scene_id is None:
        frontend.edit_project(project_id, **{f"media.{kind}": upload_id})
    else:
        frontend.edit_scene(project_id, scene_id, **{f"media.{kind}": upload_id})


def check_use(scene_id: str | None, kind: str | None) -> Use | None:
    """What an upload is to be used as. FrontendError for what does not go together."""
    match kind, scene_id:
        case None, None:
            return None
        case "music", None:
            return "music"
        case (("image" | "video" | "audio" | "effects"), str()):
            return kind
        case "music", _:
            raise FrontendError("Music is the whole film's: leave --scene out.")
        case None, _:
            raise FrontendError("Say what it is of the scene: --as image, video, audio or effects.")
        case _:
            raise FrontendError("Say --as image, video, audio or effects with --scene, or --as music without.")


def _content_type(file: Path) -> str:
    try:
        container = sniff(file)
    except OSError as error:
        raise FrontendError(f"{file} cannot be read: {error.strerror}.") from error
    except MediaError as error:
        raise FrontendError(f"{error.code}: {error.message}") from error
    return "audio/mp4" if file.suffix.lower() == ".m4a" else CONTENT_TYPES[container]


def _id_of(file: Path) -> str:
    slug = re.sub(r"[^a-z0-9]+", "_", file.stem.lower()).strip("_")[:20].strip("_")
    return f"{slug if slug[:1].isalpha() else 'file'}_{sha256_of(file)[:8]}"


def _pieces(file: Path, size: int, console: Console) -> Iterator[bytes]:
    columns = TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TransferSpeedColumn()
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar, file.open("rb") as source:
        task = bar.add_task(file.name, total=size)
        while piece := source.read(_PIECE):
            yield piece
            bar.advance(task, len(piece))
