"""Act as a signed-in user on the Firestore emulator: what a frontend does, in Python, under the real rules."""

import base64
import collections
import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import grpc  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from google.cloud import firestore

_WINDOW = timedelta(minutes=1)
_ATTEMPTS = 10
"""How often two submissions of one user at the same time are sorted out."""


class _CallDetails(
    collections.namedtuple("_CallDetails", "method timeout metadata credentials wait_for_ready compression"),
    grpc.ClientCallDetails,  # type: ignore[misc]
):
    """One call's settings, as grpc wants an interceptor to pass them on."""


class _SignedIn(
    grpc.UnaryUnaryClientInterceptor,  # type: ignore[misc]
    grpc.UnaryStreamClientInterceptor,  # type: ignore[misc]
    grpc.StreamStreamClientInterceptor,  # type: ignore[misc]
):
    """Puts a user's token where google-cloud-firestore says `Bearer owner`, which skips the rules."""

    def __init__(self, token: str | None) -> None:
        self._authorization = () if token is None else (("authorization", f"Bearer {token}"),)

    def _as_user(self, details: Any) -> _CallDetails:
        kept = tuple((key, value) for key, value in details.metadata or () if key.lower() != "authorization")
        return _CallDetails(
            details.method,
            details.timeout,
            kept + self._authorization,
            details.credentials,
            details.wait_for_ready,
            details.compression,
        )

    def intercept_unary_unary(self, continuation: Callable[..., Any], details: Any, request: Any) -> Any:
        return continuation(self._as_user(details), request)

    def intercept_unary_stream(self, continuation: Callable[..., Any], details: Any, request: Any) -> Any:
        return continuation(self._as_user(details), request)

    def intercept_stream_stream(self, continuation: Callable[..., Any], details: Any, requests: Iterator[Any]) -> Any:
        return continuation(self._as_user(details), requests)


def user_firestore(project: str, host: str, token: str | None) -> "firestore.Client":
    """Give a client that is `token`'s user (nobody, if None) on the emulator at `host` ("127.0.0.1:8080").

    Reads, queries, writes, batches, transactions and `on_snapshot` listeners obey the rules; what they deny raises
    `google.api_core.exceptions.PermissionDenied`. `token` is an ID token of the Auth emulator or `unsigned_token`.
    """
    from google.auth.credentials import AnonymousCredentials
    from google.cloud import firestore

    class UserClient(firestore.Client):
        def __init__(self) -> None:
            super().__init__(project=project, credentials=AnonymousCredentials())  # type: ignore[no-untyped-call]
            self._emulator_host = host

        def _emulator_channel(self, transport: Any) -> grpc.Channel:
            sizes = [("grpc.max_send_message_length", -1), ("grpc.max_receive_message_length", -1)]
            return grpc.intercept_channel(grpc.insecure_channel(host, options=sizes), _SignedIn(token))

    return UserClient()


def unsigned_token(project: str, uid: str, *, seconds: int = 3600, **claims: Any) -> str:
    """Make an ID token that emulators take without an Auth emulator: header `alg: none`, empty signature."""
    now = int(time.time())
    payload = {
        "iss": f"https://securetoken.google.com/{project}",
        "aud": project,
        "sub": uid,
        "user_id": uid,
        "auth_time": now,
        "iat": now,
        "exp": now + seconds,
        "firebase": {"sign_in_provider": "custom", "identities": {}},
        **claims,
    }
    parts = ({"alg": "none", "typ": "JWT"}, payload)
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
    return ".".join([*encoded, ""])


def next_rate(before: dict[str, Any] | None, *, name: str, now: datetime) -> dict[str, Any]:
    """Give the rate document `rates/{uid}` that must be written with the request `name` ("project/request").

    `before` is the document as read, or None. A window that is over starts again at the commit's time. When the
    window's count is used up this still counts on, and the rules deny the write until the window is over.
    """
    from google.cloud import firestore

    if before is None or now >= before["window"] + _WINDOW:
        return {"window": firestore.SERVER_TIMESTAMP, "count": 1, "last_request": name}
    return {"window": before["window"], "count": before["count"] + 1, "last_request": name}


def submit_request(
    client: "firestore.Client",
    uid: str,
    project_id: str,
    request_id: str,
    kind: str,
    *,
    target: dict[str, Any] | None = None,
    options: dict[str, Any] | None = None,
) -> "firestore.DocumentReference":
    """Create a request together with the bump of its caller's rate, as the rules want it; give its document.

    Raises `PermissionDenied` when the rules deny it (shape, owner, more than 30 a minute) and also when the request
    exists already, since clients cannot change one. Submissions at the same time are told apart by a transaction; when
    they meet too often it raises `Aborted`.
    """
    from google.api_core.exceptions import Aborted
    from google.cloud import firestore

    request = client.document(f"projects/{project_id}/requests/{request_id}")
    rate = client.document(f"rates/{uid}")

    @firestore.transactional
    def write(transaction: "firestore.Transaction") -> None:
        before = rate.get(transaction=transaction)
        now = before.read_time or datetime.now(UTC)
        transaction.set(rate, next_rate(before.to_dict(), name=f"{project_id}/{request_id}", now=now))
        transaction.set(
            request,
            {
                "kind": kind,
                "target": target or {},
                "options": options or {},
                "created_by": uid,
                "created_at": firestore.SERVER_TIMESTAMP,
                "status": "pending",
            },
        )

    for attempt in range(_ATTEMPTS):
        try:
            write(client.transaction(max_attempts=1))
            return request
        except (Aborted, ValueError) as error:  # the library tries again at once, so those that met go on meeting
            if not isinstance(error.__cause__ if isinstance(error, ValueError) else error, Aborted):
                raise
            time.sleep(random.uniform(0.05, 0.2) * (attempt + 1))
    raise Aborted(  # type: ignore[no-untyped-call]
        f"{request_id} met other requests of the same user {_ATTEMPTS} times: send it again"
    )
