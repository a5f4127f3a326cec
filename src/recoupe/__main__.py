"""`python -m recoupe` is `recoupe`."""

from recoupe.cli import app

app(prog_name="recoupe")
