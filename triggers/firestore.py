"""Firestore events: a client has written a request."""

from typing import Any

from firebase_functions import firestore_fn

from triggers.envelopes import opened


@opened("requested")
@firestore_fn.on_document_created(document="projects/{project}/requests/{request}")
def requested(event: firestore_fn.Event[Any]) -> None:
    """Admit a new request."""
    from functions.engine.receive import receive_request
    from triggers.wiring import invocation, ready

    project, request = event.params["project"], event.params["request"]
    data = (event.data.to_dict() if event.data is not None else None) or {}
    with invocation("requested", project=project, request=request):
        receive_request(ready(), project, request, data)
