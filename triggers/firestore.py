"""Firestore events: a client has written a request."""

from typing import Any

from firebase_functions import firestore_fn


@firestore_fn.on_document_created(document="projects/{project}/requests/{request}")
def requested(event: firestore_fn.Event[Any]) -> None:
    """Admit a new request."""
    from functions.engine.admission import admit
    from triggers.wiring import engine, invocation

    project, request = event.params["project"], event.params["request"]
    with invocation("requested", project=project, request=request):
        admit(engine(), project, request)
