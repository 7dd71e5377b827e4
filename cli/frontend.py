"""A frontend, as an app would be one: signs in, writes documents under the rules, listens, and asks for files.

It uses nothing but what a browser has: the Auth emulator's REST address, Firestore as that user, and Hosting.
"""

import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from cli.suite import PROJECT, Endpoints
from cli.user_client import submit_request, user_firestore
from schemas.brief import Brief
from schemas.project import Project, ProjectContent
from schemas.request import Request

if TYPE_CHECKING:
    from google.cloud import firestore

EMAIL, PASSWORD = "director@example.com", "lights-camera-action"
_TIMEOUT_SECONDS = 60.0
_CONTENT = set(ProjectContent.model_fields) - {"takes"}
_ENDED = frozenset({"completed", "failed", "rejected", "cancelled"})


class FrontendError(Exception):
    """What a person must know: one sentence, and what to do."""


@dataclass(frozen=True)
class User:
    """Who is signed in."""

    uid: str
    token: str


def sign_in(endpoints: Endpoints, email: str = EMAIL, password: str = PASSWORD) -> User:
    """Sign in at the Auth emulator; sign up first where the account is new."""
    base = f"{endpoints.url('auth')}/identitytoolkit.googleapis.com/v1/accounts"
    body = {"email": email, "password": password, "returnSecureToken": True}
    with httpx.Client(timeout=_TIMEOUT_SECONDS, trust_env=False, params={"key": "local"}) as client:
        reply = client.post(f"{base}:signInWithPassword", json=body)
        if reply.status_code == httpx.codes.BAD_REQUEST:
            reply = client.post(f"{base}:signUp", json=body)
        reply.raise_for_status()
    data = reply.json()
    return User(data["localId"], data["idToken"])


class Frontend:
    """One signed-in user of one suite."""

    def __init__(self, endpoints: Endpoints, user: User) -> None:
        self.endpoints = endpoints
        self.user = user
        self.client: firestore.Client = user_firestore(PROJECT, endpoints["firestore"], user.token)

    def create_project(self, brief: Brief) -> str:
        """Create a project from a brief, without its scenes; gives its id."""
        from google.cloud import firestore

        project_id = _new_id(brief.name)
        storyboard = brief.storyboard.model_dump(mode="json", exclude_none=True)
        content = brief.model_dump(mode="json", include=_CONTENT)
        document = {
            **content,
            "takes": {},
            "id": project_id,
            "user_id": self.user.uid,
            "created_at": firestore.SERVER_TIMESTAMP,
            "updated_at": firestore.SERVER_TIMESTAMP,
            "revision": 1,
            "edit": {"scene_id": None},
            "status": "draft",
            "storyboard": {"id": "storyboard", **storyboard},
            "scenes": {},
        }
        with _denials("create the project"):
            self.client.document(f"projects/{project_id}").create(document)
        return project_id

    def read(self, project_id: str) -> Project:
        """Read a project. FrontendError when there is none for this user."""
        from google.api_core.exceptions import PermissionDenied

        try:
            snapshot = self.client.document(f"projects/{project_id}").get()
        except PermissionDenied:
            snapshot = None
        if snapshot is None or not snapshot.exists:
            raise FrontendError(f"There is no project {project_id} of yours in this suite: see reel status.")
        return Project.model_validate(snapshot.to_dict() or {})

    def edit_scene(self, project_id: str, scene_id: str, **fields: Any) -> None:
        """Edit one scene's content, guarded by the revision that was read."""
        from google.cloud import firestore

        project = self.read(project_id)
        if scene_id not in project.scenes:
            raise FrontendError(f"There is no scene {scene_id}; there are {', '.join(project.scenes) or 'none'}.")
        changes: dict[str, Any] = {f"scenes.{scene_id}.{name}": value for name, value in fields.items()}
        changes |= {
            "edit.scene_id": scene_id,
            "revision": project.revision + 1,
            "updated_at": firestore.SERVER_TIMESTAMP,
        }
        with _denials("change the scene"):
            again(lambda: self.client.document(f"projects/{project_id}").update(changes))

    def edit_project(self, project_id: str, **fields: Any) -> None:
        """Edit the content of the project as a whole, guarded by the revision that was read."""
        from google.cloud import firestore

        changes: dict[str, Any] = {
            **fields,
            "edit.scene_id": None,
            "revision": self.read(project_id).revision + 1,
            "updated_at": firestore.SERVER_TIMESTAMP,
        }
        with _denials("change the project"):
            again(lambda: self.client.document(f"projects/{project_id}").update(changes))

    def request(
        self,
        project_id: str,
        kind: str,
        *,
        target: dict[str, Any] | None = None,
        options: dict[str, Any] | None = None,
        watch: Callable[[Project], None] | None = None,
        timeout: float = 3600.0,
    ) -> tuple[str, Request]:
        """Write a request and listen until it has ended; `watch` sees every state of the project meanwhile.

        Raises:
            FrontendError: the request was rejected, has failed or was cancelled, or `timeout` seconds have passed.
        """
        request_id = f"{kind}_{secrets.token_hex(4)}"
        ended, answers, faults = threading.Event(), list[Request](), list[Exception]()

        def on_request(snapshots: Any, _changes: Any, _time: Any) -> None:
            for snapshot in snapshots:
                if snapshot.exists and (snapshot.to_dict() or {}).get("status") in _ENDED:
                    answers.append(Request.model_validate(snapshot.to_dict()))
                    ended.set()

        def on_project(snapshots: Any, _changes: Any, _time: Any) -> None:
            try:
                for snapshot in snapshots:
                    if snapshot.exists and watch is not None:
                        watch(Project.model_validate(snapshot.to_dict()))
            except Exception as error:  # a listener's thread must not die unheard
                faults.append(error)
                ended.set()

        project = self.client.document(f"projects/{project_id}")
        listeners = [project.on_snapshot(on_project)] if watch else []
        try:
            with _denials(f"send a {kind} request"):
                reference = submit_request(
                    self.client, self.user.uid, project_id, request_id, kind, target=target, options=options
                )
            listeners.append(reference.on_snapshot(on_request))
            if not ended.wait(timeout):
                raise FrontendError(f"The {kind} request has not ended after {timeout:.0f} s: see reel status.")
        finally:
            for listener in listeners:
                listener.unsubscribe()  # type: ignore[no-untyped-call]
        if faults:
            raise faults[0]
        if watch is not None:
            watch(self.read(project_id))
        answer = answers[-1]
        if answer.status != "completed":
            why = f"{answer.message} {answer.suggested_action or ''}"
            raise FrontendError(f"The {kind} request was {answer.status} ({answer.code}): {why}")
        return request_id, answer

    def jobs(self, project_id: str) -> list[dict[str, Any]]:
        """All jobs of a project, as documents."""
        found = self.client.collection(f"projects/{project_id}/jobs").stream()
        return [snapshot.to_dict() or {} for snapshot in found]

    def download(self, project_id: str, path: str) -> bytes:
        """Fetch a file of the project as its owner: the API gives a URL, the URL gives the bytes."""
        with httpx.Client(timeout=_TIMEOUT_SECONDS, trust_env=False) as client:
            reply = client.get(
                f"{self.endpoints.url('hosting')}/api/v1/projects/{project_id}/files",
                params={"path": path},
                headers={"Authorization": f"Bearer {self.user.token}"},
            )
            reply.raise_for_status()
            content = client.get(reply.json()["url"])
            content.raise_for_status()
            return content.content

    def share_page(self, share_id: str) -> str:
        """The share page as Hosting serves it to anybody."""
        reply = httpx.get(self.share_url(share_id), timeout=_TIMEOUT_SECONDS, trust_env=False)
        reply.raise_for_status()
        return reply.text

    def share_url(self, share_id: str) -> str:
        """Where a published film is shown."""
        return f"{self.endpoints.url('hosting')}/share/{share_id}"


def again(write: Callable[[], Any]) -> None:
    """Write, and again when Firestore asks for it: others were writing the same document."""
    from google.api_core.exceptions import Aborted

    for pause in (0.2, 0.5, 1.0):
        try:
            write()
            return
        except Aborted:
            time.sleep(pause)
    write()


@contextmanager
def _denials(what: str) -> Iterator[None]:
    """Say in one sentence that the rules or the store would not take a write."""
    from google.api_core.exceptions import InvalidArgument, PermissionDenied

    try:
        yield
    except PermissionDenied as error:
        raise FrontendError(
            f"denied: The security rules did not let you {what}: not yours, a limit, or changed by somebody meanwhile."
        ) from error
    except InvalidArgument as error:
        raise FrontendError(f"too_large: Firestore could not {what}: {error.message}") from error


def _new_id(name: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:20].strip("_")
    return f"{slug if slug[:1].isalpha() else 'film'}_{secrets.token_hex(4)}"
