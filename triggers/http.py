"""HTTP: the share page and the API, behind the Hosting rewrites `/share/**` and `/api/**`."""

from firebase_functions import https_fn, options
from flask import Request, Response, jsonify


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


@https_fn.on_request(memory=options.MemoryOption.MB_512, concurrency=4)
def api(request: Request) -> Response:
    """Serve the HTTP API, version 1."""
    from functions.api.files import file_url
    from triggers.wiring import engine, invocation, sign, signed_in

    with invocation("api"):
        answer = file_url(
            request.path,
            request.args.get("path", ""),
            user_id=signed_in(request.headers.get("Authorization", "")),
            documents=engine().documents,
            files=engine().files,
            sign=sign,
        )
    response = jsonify(answer.body)
    response.status_code = answer.status
    response.headers["Cache-Control"] = "private, no-store"
    return response
