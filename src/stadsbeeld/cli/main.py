"""The command `stadsbeeld`."""

import typer

from stadsbeeld.cli import city, data, forecast, geldstromen, geldstromen_wijk, people, serving, tokens
from stadsbeeld.cli.exits import EPILOG

app = typer.Typer(
    name="stadsbeeld",
    help="Crowding and flows of a city in one picture, with what is unknown shown as unknown.\n\n"
    "Start with `stadsbeeld demo`. For a city of your own: `stadsbeeld city new`, then "
    "`stadsbeeld serve --city FOLDER`.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("serve")(serving.serve)
app.command("demo")(serving.demo)
app.command("ingest")(data.ingest)
app.command("export")(data.export)
app.command("status")(data.status)
app.command("token")(tokens.token)
app.command("password")(people.password)
app.add_typer(city.app, name="city")
app.add_typer(forecast.app, name="forecast")
geldstromen.app.command("wijk")(geldstromen_wijk.wijk)
app.add_typer(geldstromen.app, name="geldstromen")
