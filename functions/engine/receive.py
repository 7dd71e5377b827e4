"""A request was written: check that it is one at all, and admit it."""

from pydantic import ValidationError

from functions.engine import admission
from functions.engine.dead_letters import Again, bury
from functions.engine.engine import Engine, request_path
from functions.engine.rejection import Rejected
from functions.stores.documents import Data
from schemas.base import Id, Model
from schemas.request import Request


class _Place(Model):
    project: Id
    request: Id


def receive_request(engine: Engine, project_id: str, request_id: str, data: Data) -> None:
    """Admit a request that was written. One that the rules would never have let through is a dead letter, too.

    (What a user may well write wrong, its options, is a rejection and nothing else.)

    Raises:
        Again: it was not admitted; the sweep will do it.
    """
    path = request_path(project_id, request_id)
    try:
        try:
            _Place(project=project_id, request=request_id)
        except ValidationError as error:
            bury(engine, "requests", path, error)
            refusal = "Ids are lower-case letters, digits and underscores, 32 at most."
            admission.reject(engine, project_id, request_id, Rejected("invalid_request", refusal, "Use another id."))
            return
        try:
            Request.model_validate(data)
        except ValidationError as error:
            bury(engine, "requests", path, error)
        admission.admit(engine, project_id, request_id)
    except Exception as error:
        raise Again(f"{type(error).__name__}: {error}") from error
