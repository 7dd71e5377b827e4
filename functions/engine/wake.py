"""A job's time has come: have it published, so that it runs in a function of its size."""

from functions.engine.dispatch import dispatch
from functions.engine.engine import Engine
from schemas.job import Wake


def send_on(engine: Engine, _message: Wake) -> None:
    """Publish what is due, the job among it, as far as the caps allow; the rest goes when others have ended."""
    dispatch(engine)
