"""A person's own files: who may edit a project gets a session of Cloud Storage to send one file to, written once.

The bytes never pass through a function. Storage takes as many of them as were announced, and only under a name that is
free. What they are is found out when they are used: the announced type is only for who downloads them again.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Protocol

from pydantic import Field, ValidationError

from functions.api.files import Answer, refuse
from functions.stores.documents import Documents
from functions.stores.files import FileExists, Files, FileStoreError, NoSuchBucket, upload_path
from schemas.base import ID_PATTERN, Id, Model

SESSION_SECONDS = 7 * 24 * 3600
"""A resumable session of Cloud Storage lasts a week (cloud.google.com/storage/docs/resumable-uploads)."""
_MEGABYTE = 1_000_000
LIMITS: Mapping[str, int] = {
    "image/png": 50 * _MEGABYTE,
    "image/jpeg": 50 * _MEGABYTE,
    "image/webp": 50 * _MEGABYTE,
    "image/gif": 50 * _MEGABYTE,
    "audio/wav": 200 * _MEGABYTE,
    "audio/x-wav": 200 * _MEGABYTE,
    "audio/mpeg": 200 * _MEGABYTE,
    "audio/mp4": 200 * _MEGABYTE,
    "audio/x-m4a": 200 * _MEGABYTE,
    "audio/aac": 200 * _MEGABYTE,
    "audio/flac": 200 * _MEGABYTE,
    "audio/ogg": 200 * _MEGABYTE,
    "audio/webm": 200 * _MEGABYTE,
    "video/mp4": 1000 * _MEGABYTE,
    "video/quicktime": 1000 * _MEGABYTE,
    "video/webm": 1000 * _MEGABYTE,
    "video/x-matroska": 1000 * _MEGABYTE,
}
"""Bytes of one file, by its type; other types are not taken."""
MOST_FILES = 200
MOST_BYTES = 10_000 * _MEGABYTE
"""Of all uploads of one project: its owner does not pay for them, the operator does."""
_ROUTE = re.compile(r"^/api/v1/projects/([^/]+)/uploads$")
_ORIGIN = re.compile(r"^https?://[A-Za-z0-9.:\[\]-]{1,255}$")


class UploadIntent(Model):
    """What a client says about the file that it wants to send."""

    upload_id: Id
    content_type: Annotated[str, Field(max_length=64)]
    size_bytes: Annotated[int, Field(gt=0, strict=True)]


class OpenUpload(Protocol):
    """Opens a session that one new object can be sent to, in one PUT or in pieces."""

    def __call__(self, path: str, *, content_type: str, size: int, origin: str | None) -> str:
        """Give the session's URL. FileExists when there is such an object already."""


def is_uploads_route(route: str) -> bool:
    """Whether a path of the API is that of a project's uploads."""
    return _ROUTE.match(route) is not None


def upload_session(
    route: str,
    method: str,
    body: Any,
    *,
    user_id: str | None,
    origin: str | None,
    documents: Documents,
    files: Files,
    open_upload: OpenUpload,
) -> Answer:
    """Answer `POST /api/v1/projects/{id}/uploads` with where and how to send the file.

    Args:
        route: the path asked for.
        method: POST; others are refused.
        body: the JSON that was sent, `{"upload_id", "content_type", "size_bytes"}`; None where it was none.
        user_id: who is signed in.
        origin: the web page's, which may then send the file from a browser.
        documents: where the project is.
        files: where its uploads are.
        open_upload: opens the session.
    """
    try:
        project_id = _project(route, method, user_id, documents)
        intent = _intent(body)
        path = upload_path(project_id, intent.upload_id)
        _make_sure_of_room(intent, path, files)
        page = origin if origin and _ORIGIN.match(origin) else None
        url = open_upload(path, content_type=intent.content_type, size=intent.size_bytes, origin=page)
    except _Refused as refused:
        return refused.answer
    except FileExists:
        return _taken(intent.upload_id)
    except NoSuchBucket as error:
        return refuse(503, "no_bucket", str(error), "Tell who runs this installation.")
    except FileStoreError:
        return refuse(503, "storage_unavailable", "Storage does not answer.", "Try again in a minute.")
    return Answer(
        200,
        {
            "url": url,
            "method": "PUT",
            "headers": {"Content-Type": intent.content_type},
            "path": path,
            "expires_in_seconds": SESSION_SECONDS,
        },
    )


class _Refused(Exception):
    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self.answer = answer


def _refused(status: int, code: str, message: str, suggested_action: str) -> _Refused:
    return _Refused(refuse(status, code, message, suggested_action))


def _project(route: str, method: str, user_id: str | None, documents: Documents) -> str:
    """The id of the project, which the user may change."""
    matched = _ROUTE.match(route)
    if matched is None:
        raise _refused(404, "not_found", "There is no such address.", "Look the address up in the documentation.")
    if user_id is None:
        raise _refused(401, "unauthenticated", "Nobody is signed in.", "Send an ID token as Authorization: Bearer.")
    if method != "POST":
        raise _refused(405, "method_not_allowed", "Uploads are begun with POST.", "Send a POST request.")
    project_id = matched.group(1)
    project = documents.get(f"projects/{project_id}") if re.match(ID_PATTERN, project_id) else None
    if project is None or project.get("user_id") != user_id:
        raise _refused(404, "project_not_found", "There is no such project for you.", "Check the project's id.")
    return project_id


def _intent(body: Any) -> UploadIntent:
    try:
        intent = UploadIntent.model_validate(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "The body"
        raise _refused(
            400,
            "invalid_upload",
            f"{where}: {first['msg']}.",
            'Send {"upload_id", "content_type", "size_bytes"} as JSON; an id is small letters, digits and underscores.',
        ) from error
    limit = LIMITS.get(intent.content_type)
    if limit is None:
        raise _refused(
            415, "unsupported_type", f"{intent.content_type} is not taken.", f"Send one of {', '.join(LIMITS)}."
        )
    if intent.size_bytes > limit:
        raise _refused(
            413,
            "file_too_large",
            f"The file has {intent.size_bytes} bytes; at most {limit} of {intent.content_type} are taken.",
            "Export it smaller or shorter.",
        )
    return intent


def _make_sure_of_room(intent: UploadIntent, path: str, files: Files) -> None:
    present = files.list(path.removesuffix(intent.upload_id))
    if any(each.path == path for each in present):
        raise FileExists(path)
    if len(present) >= MOST_FILES or sum(each.size for each in present) + intent.size_bytes > MOST_BYTES:
        raise _refused(
            409,
            "uploads_full",
            f"A project holds at most {MOST_FILES} uploads of {MOST_BYTES // _MEGABYTE} MB together.",
            "Use what is there, or begin another project.",
        )


def _taken(upload_id: str) -> Answer:
    return refuse(409, "upload_exists", f"There is an upload {upload_id} already.", "Choose another upload_id.")
