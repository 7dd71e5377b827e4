"""An operator's way in: past the security rules, to the running suite or to a Google Cloud project."""

import dataclasses
import os

from rich.console import Console

from cli.frontend import FrontendError
from cli.suite import PROJECT, attach
from functions.engine.engine import Engine


def operator_engine(project: str | None, console: Console) -> Engine:
    """The engine of a Google Cloud project, with this machine's own credentials; of the running suite if None.

    Raises:
        FrontendError: no suite runs here, or there are no credentials.
    """
    from google.auth.exceptions import DefaultCredentialsError

    from triggers.wiring import engine

    if project is None:
        suite = attach(tell=lambda _line: None)
        if suite is None:
            raise FrontendError("No suite runs here: start one with ./reel up, or name a Google Cloud --project.")
        os.environ |= {**suite.endpoints.environment(), "FUNCTIONS_EMULATOR": "true"}
    else:
        os.environ |= {"GCLOUD_PROJECT": project, "GOOGLE_CLOUD_PROJECT": project}
    where = f"{project or PROJECT}{'' if project else ' (the running suite)'}"
    console.print(f"Project {where}", style="dim", highlight=False)
    try:
        return dataclasses.replace(engine(), log=lambda _event, _fields: None)  # what the commands print says it all
    except DefaultCredentialsError as error:
        raise FrontendError("No credentials for Google Cloud: run gcloud auth application-default login.") from error
