"""The composition root: reads the environment once and puts the real parts together. Nothing happens at import."""

import json
import os
import sys
import tempfile
import threading
import time
import traceback
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from werkzeug.datastructures import Headers

from functions.engine.engine import Engine, Limits, share_path
from functions.engine.limits import read_limits
from functions.stores.documents import Usage, usage
from functions.stores.files import TOKEN_KEY
from schemas.share import Share

if TYPE_CHECKING:
    from functions.stores.storage import CloudStorageFiles


def on_emulator() -> bool:
    """Whether this runs in the emulator suite."""
    return os.environ.get("FUNCTIONS_EMULATOR") == "true"


def project_id() -> str:
    """The Google Cloud project that the function runs in."""
    return os.environ.get("GCLOUD_PROJECT") or os.environ["GOOGLE_CLOUD_PROJECT"]


def bucket_name() -> str:
    """`STORAGE_BUCKET`, else the project's default bucket."""
    config = json.loads(os.environ.get("FIREBASE_CONFIG", "{}") or "{}")
    return os.environ.get("STORAGE_BUCKET") or config.get("storageBucket") or f"{project_id()}.appspot.com"


_building = threading.RLock()
"""A new instance may get many events at once, each in a thread of its own, and what they share must be built once."""


def engine() -> Engine:
    """Build the engine from the environment, once a process."""
    with _building:
        return _engine()


def ready() -> Engine:
    """The engine, for a message.

    Raises:
        Again: it cannot be built now, which is not the message's fault: it is to be sent again.
    """
    from functions.engine.dead_letters import Again

    try:
        return engine()
    except Exception as error:
        raise Again(f"The engine could not be built: {type(error).__name__}: {error}") from error


@cache
def _engine() -> Engine:
    from google.cloud import firestore, pubsub_v1

    from functions.providers.registry import chains, providers
    from functions.steps.table import STEPS
    from functions.stores.firestore import FirestoreDocuments
    from functions.stores.google_queues import GoogleQueues

    firebase_app()
    chosen = chains(os.environ.get("REELWRIGHT_CHAINS", ""))
    return Engine(
        documents=FirestoreDocuments(firestore.Client(project=project_id())),
        files=_files(),
        queues=GoogleQueues(
            pubsub_v1.PublisherClient(), project_id(), task_function="locations/us-central1/functions/wake"
        ),
        steps=STEPS,
        providers=providers(chosen, os.environ),
        chains=chosen,
        now=lambda: datetime.now(UTC),
        scratch=Path(tempfile.gettempdir()) / "reelwright",
        bucket=bucket_name(),
        limits=_limits(),
        log=log,
    )


def _files() -> "CloudStorageFiles":
    from functions.stores.storage import CloudStorageFiles
    from functions.stores.storage_emulator import EmulatorFiles

    if on_emulator():
        return EmulatorFiles(_storage_client(), bucket_name(), create_bucket=True)
    return CloudStorageFiles(_storage_client(), bucket_name(), create_bucket=False)


def _storage_client() -> Any:
    from google.cloud import storage

    if not on_emulator():
        return storage.Client(project=project_id())
    from google.auth.credentials import AnonymousCredentials

    return storage.Client(project=project_id(), credentials=AnonymousCredentials())  # type: ignore[no-untyped-call]


def firebase_app() -> None:
    """Set up firebase-admin's app, once a process."""
    import firebase_admin

    with _building:
        if not firebase_admin._apps:
            firebase_admin.initialize_app(options={"projectId": project_id(), "storageBucket": bucket_name()})


def _limits() -> Limits:
    """The limits of this installation: the defaults, with what `REELWRIGHT_LIMITS` changes."""
    if not on_emulator():
        return read_limits(Limits(default_plan=os.environ.get("REELWRIGHT_PLAN", "free")), os.environ)
    # the emulator drops messages when more processes are asked for than it can start; media work fills a core each
    cores = os.cpu_count() or 2
    own = Limits(
        in_flight={"light": 2, "media": cores},
        in_flight_per_user={"light": 2, "media": cores},
        unclaimed_seconds=20.0,
        default_plan="enterprise",
    )
    return read_limits(own, os.environ)


def log(event: str, fields: Mapping[str, Any]) -> None:
    """Write one structured log line, as Cloud Logging reads it; an error among the fields with its trace."""
    severity = "ERROR" if event.endswith("_failed") else "INFO"
    line = json.dumps({"severity": severity, "message": event, **fields}, default=_as_text)
    print(line, file=sys.stdout, flush=True)


def _as_text(value: object) -> str:
    if isinstance(value, BaseException):
        return "".join(traceback.format_exception(value, limit=8))
    return str(value)


@contextmanager
def invocation(name: str, **fields: Any) -> Iterator[None]:
    """Count and log what one invocation of a function cost."""
    counted = Usage()
    token = usage.set(counted)
    started = time.monotonic()
    try:
        yield
    finally:
        usage.reset(token)
        spent = {**vars(counted), "seconds": round(time.monotonic() - started, 3)}
        log("invocation", {"function": name, **fields, **spent})


def load_share(share_id: str) -> Share | None:
    """Read the public document of a published film; None when there is none."""
    data = engine().documents.get(share_path(share_id))
    return Share.model_validate(data) if data else None


def storage_origin() -> str:
    """Where browsers fetch files from: Firebase's download endpoint, or the emulator's."""
    host = os.environ.get("FIREBASE_STORAGE_EMULATOR_HOST") or os.environ.get("STORAGE_EMULATOR_HOST", "")
    if not on_emulator() or not host:
        return "https://firebasestorage.googleapis.com"
    return host if host.startswith("http") else f"http://{host}"


def signed_in(authorization: str) -> str | None:
    """The user whose ID token an Authorization header holds; None for nobody or a token that is not good."""
    from firebase_admin import auth

    kind, _, token = authorization.partition(" ")
    if kind != "Bearer" or not token:
        return None
    firebase_app()
    try:
        return str(auth.verify_id_token(token)["uid"])
    except (auth.InvalidIdTokenError, auth.CertificateFetchError, ValueError) as error:
        log("token_refused", {"reason": type(error).__name__})
        return None


def sign(path: str, lifetime: timedelta) -> str:
    """A URL for a file that expires. On the emulator, which cannot sign, a token URL."""
    if not on_emulator():
        blob = _storage_client().bucket(bucket_name()).blob(path)
        return str(blob.generate_signed_url(version="v4", expiration=lifetime, method="GET"))
    files = engine().files
    info = files.stat(path)
    token = (info.metadata.get(TOKEN_KEY) if info else None) or str(uuid.uuid4())
    files.set_token(path, token)
    return f"{storage_origin()}/v0/b/{bucket_name()}/o/{quote(path, safe='')}?alt=media&token={token.split(',')[0]}"


def open_upload(path: str, *, content_type: str, size: int, origin: str | None) -> str:
    """Where to send one new file to."""
    return _files().open_upload(path, content_type=content_type, size=size, origin=origin)


def origin_of(headers: Headers) -> str:
    """The address of the share pages, for their tags: `PUBLIC_ORIGIN`, else the project's own Hosting addresses.

    Hosting passes on the host that the visitor used; a direct call to the function could claim any, so only the
    project's own are believed.
    """
    if os.environ.get("PUBLIC_ORIGIN"):
        return os.environ["PUBLIC_ORIGIN"].rstrip("/")
    host = headers.get("X-Forwarded-Host", "")
    if on_emulator():
        local = host.rpartition(":")[0] in {"127.0.0.1", "localhost"}
        return f"http://{host if local else headers.get('Host', '')}"
    own = {f"{project_id()}.web.app", f"{project_id()}.firebaseapp.com"}
    return f"https://{host if host in own else f'{project_id()}.web.app'}"
