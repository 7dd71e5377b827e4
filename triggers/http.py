"""HTTP: the share page, behind the Hosting rewrite `/share/**`."""

from firebase_functions import https_fn, options
from flask import Request, Response


@https_fn.on_request(memory=options.MemoryOption.MB_512, concurrency=4)
def share(request: Request) -> Response:
    """Serve a published film's page, player and playlists."""
    from functions.share.routes import respond
    from triggers.wiring import invocation, load_share, origin_of, storage_origin

    with invocation("share"):
        answer = respond(
            request.path, load=load_share, origin=origin_of(request.headers), storage_origin=storage_origin()
        )
    return Response(answer.body, status=answer.status, headers=answer.headers)
