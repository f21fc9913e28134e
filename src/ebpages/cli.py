"""The command `ebpages`: each capability brings its own commands; here stand those that serve the site."""

import gc
import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from ebpages.accounts.commands import app as people
from ebpages.accounts.commands import refuse_examples
from ebpages.faces.capabilities import CAPABILITIES, check_declarations, part
from ebpages.faces.command_line import start_django, stop
from ebpages.linking.commands import app as linking
from ebpages.site.environment import WrongSetting, read_environment
from ebpages.site.operating.commands import app as operating

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="The open register of business clusters and technology transfer.",
)
for name in CAPABILITIES:
    app.add_typer(part(name, "commands").app)
app.add_typer(linking)
app.add_typer(people)
app.add_typer(operating)


def main() -> None:
    """Run the command; what a person can mend is told in a sentence, never as a trace. Exit code 2 says: mend it."""
    gc.set_threshold(
        20_000, 20, 20
    )  # nearly all that is loaded stays: searched as often as usual it costs a sixth
    from django.db import Error

    from ebpages.faces.unavailable import Trouble, trouble_of
    from ebpages.limits import PastLimit, WrongLimit
    from ebpages.reference.vocabulary import BrokenVocabulary
    from ebpages.registry.judgements import UnreadableJudgements
    from ebpages.site.serving import CannotServe
    from ebpages.sources.record import UnreadableList

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ebpages.site.settings")
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that knows no Cyrillic
    try:
        app()
    except (
        WrongSetting, WrongLimit, PastLimit, CannotServe, UnreadableList, UnreadableJudgements, BrokenVocabulary,
    ) as problem:  # fmt: skip
        stop(str(problem))
    except Error as problem:
        remedy = trouble_of(problem) or Trouble.NO_TABLES
        stop(f"the database does not answer as it should ({_one_line(problem)}). {remedy}")
    except UnicodeEncodeError:
        stop("what was asked for holds bytes that are no UTF-8. Write it again as text.")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as problem:
        stop(
            f"{problem.filename or 'a file of the data folder'}: cannot be read or written ({problem.strerror}). "
            "See that there is room, and that this user may read and write there."
        )


def _one_line(problem: Exception) -> str:
    return " ".join(str(problem).split())


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer side by side.")] = 2,
) -> None:
    """Serve the pages and the API until Ctrl-C."""
    from ebpages.site.serving import serve as run

    https = os.environ.get("EBPAGES_HTTPS") == "1"
    if host in ("127.0.0.1", "localhost") and not https:  # where links in e-mails lead, unless it is set
        os.environ.setdefault("EBPAGES_ADDRESS", f"http://{host}:{port}")
    if read_environment().https:
        start_django()
        from django.db import connections

        refuse_examples()
        connections.close_all()  # the processes that serve are forked from this one
    check_declarations()
    print(f"E-Business Pages: http://{host}:{port}/  (Ctrl-C stops)", flush=True)
    run(host=host, port=port, workers=workers)


@app.command()
def work() -> None:
    """Carry out background jobs until Ctrl-C; `serve` starts one such worker itself."""
    from ebpages.site.working import work as run

    read_environment()
    run()


@app.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True}, add_help_option=False
)
def manage(context: typer.Context) -> None:
    """Django's own commands, such as `ebpages manage migrate`."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ebpages manage", *context.args])
