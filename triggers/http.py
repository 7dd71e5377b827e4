"""HTTP: the share page and the API, behind the Hosting rewrites `/share/**` and `/api/**`."""

from typing import Any

from firebase_functions import https_fn, options
from flask import Request, Response, jsonify

_MOST_JSON = 64 * 1024


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
    from functions.api.uploads import is_uploads_route, upload_session
    from triggers.wiring import engine, invocation, open_upload, sign, signed_in

    with invocation("api"):
        user_id = signed_in(request.headers.get("Authorization", ""))
        parts: dict[str, Any] = {"user_id": user_id, "documents": engine().documents, "files": engine().files}
        if is_uploads_route(request.path):
            answer = upload_session(
                request.path,
                request.method,
                _small_json(request),
                origin=request.headers.get("Origin"),
                open_upload=open_upload,
                **parts,
            )
        else:
            answer = file_url(request.path, request.args.get("path", ""), sign=sign, **parts)
    response = jsonify(answer.body)
    response.status_code = answer.status
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _small_json(request: Request) -> Any:
    """The JSON that was sent; None where it is none, or too long to be any of ours."""
    if (request.content_length or 0) > _MOST_JSON:
        return None
    return request.get_json(force=True, silent=True)
