"""`python -m cli` is `./reel`."""

from cli.commands import app

app(prog_name="reel")
