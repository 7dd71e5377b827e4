"""Access to a project's files: who may read the project gets a URL that expires; drafts are never public."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from functions.stores.documents import Documents
from functions.stores.files import Files
from schemas.base import ID_PATTERN

LONGEST = timedelta(days=7)
"""V4 signed URLs last at most seven days (cloud.google.com/storage/docs/access-control/signed-urls)."""
_ROUTE = re.compile(r"^/api/v1/projects/([^/]+)/files$")
_SAFE_PATH = re.compile(r"^[A-Za-z0-9_~-][A-Za-z0-9_~.-]*(/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)*$")


@dataclass(frozen=True)
class Answer:
    """An HTTP answer with a JSON body."""

    status: int
    body: Mapping[str, Any]


def refuse(status: int, code: str, message: str, suggested_action: str) -> Answer:
    """An error in the form that every error of the API has."""
    return Answer(status, {"error": {"code": code, "message": message, "suggested_action": suggested_action}})


def file_url(
    route: str,
    path: str,
    *,
    user_id: str | None,
    documents: Documents,
    files: Files,
    sign: Callable[[str, timedelta], str],
) -> Answer:
    """Answer `GET /api/v1/projects/{id}/files?path=...` with `{"url", "expires_in_seconds"}`.

    The path must be one of the project's own, below `projects/{id}/`; anything else is answered as not found.
    """
    matched = _ROUTE.match(route)
    if matched is None:
        return refuse(404, "not_found", "There is no such address.", "Look the address up in the documentation.")
    if user_id is None:
        return refuse(401, "unauthenticated", "Nobody is signed in.", "Send an ID token as Authorization: Bearer.")
    project_id = matched.group(1)
    project = documents.get(f"projects/{project_id}") if re.match(ID_PATTERN, project_id) else None
    mine = project is not None and project.get("user_id") == user_id
    inside = path.startswith(f"projects/{project_id}/") and _SAFE_PATH.match(path) is not None
    if not (mine and inside and files.stat(path)):
        return refuse(
            404, "file_not_found", "There is no such file for you.", "Take the path from the project document."
        )
    return Answer(200, {"url": sign(path, LONGEST), "expires_in_seconds": int(LONGEST.total_seconds())})
