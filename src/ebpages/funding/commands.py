"""What calls there are, how large an enterprise is, and what aid it may get."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from ebpages.faces.command_line import Format, InFormat, InLanguage, Language, print_as, stop

app = typer.Typer()
funding = typer.Typer(
    no_args_is_help=True, help="Calls for funding: which there are, who may apply, what aid there may be."
)
app.add_typer(funding, name="funding")

CaseFile = Annotated[
    Path, typer.Option("--case", metavar="FILE", help="The case, in YAML: docs/reference/funding-case.md.")
]
OnDay = Annotated[
    str, typer.Option("--on", metavar="DATE", help="Day of the assessment, such as 2017-03-31.")
]


@funding.command()
def calls(language: InLanguage, file_format: InFormat = Format.TABLE) -> None:
    """All calls, with their days."""
    from ebpages.funding.tables import calls_table

    print_as(calls_table(language), file_format, ("id", "title", "opens", "closes"))


@funding.command()
def size(case: CaseFile, language: InLanguage, on: OnDay = "", file_format: InFormat = Format.TABLE) -> None:
    """How large the applicant is, with all whose figures count."""
    from ebpages.funding.as_json import size_json
    from ebpages.funding.case_file import read_case
    from ebpages.funding.enterprise_size import size_of
    from ebpages.funding.rules_of_aid import size_rules

    day = _day(on) or datetime.now(UTC).date()
    rules = size_rules(day)
    if rules is None:
        stop(f"--on {day}: no rules of size are known for this day. Give a later one")
    found = size_of(read_case(case), rules)
    _print(size_json(found, language), file_format, language, "size-of-an-enterprise")


@funding.command()
def assess(
    call: Annotated[
        str, typer.Argument(metavar="CALL", help="Id of the call; `ebpages funding calls` lists them.")
    ],
    case: CaseFile,
    language: InLanguage,
    on: Annotated[
        str,
        typer.Option(
            "--on",
            metavar="DATE",
            help="Day of the assessment; today, or the last day of a call that has closed.",
        ),
    ] = "",
    file_format: InFormat = Format.TABLE,
) -> None:
    """Whether an applicant may apply to a call, and what aid it may get, line by line."""
    from ebpages.funding import catalogue
    from ebpages.funding.as_json import assessment_json
    from ebpages.funding.assessment import assess as assessed
    from ebpages.funding.assessment import day_to_assess
    from ebpages.funding.case_file import read_case
    from ebpages.reference.vocabulary import UnknownCode

    try:
        asked = catalogue.call(call)
    except UnknownCode:
        stop(f"there is no call {call!r}. There are {', '.join(catalogue.calls())}")
    day = _day(on) or day_to_assess(asked, datetime.now(UTC).date())
    found = assessed(case.name, asked, read_case(case), day)
    _print(assessment_json(found, language), file_format, language, "assessment")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        stop(f"--on {text}: this is no day. Write it as 2017-03-31")


def _print(found: dict[str, Any], file_format: Format, language: Language, name: str) -> None:
    """JSON as it is; else its rows: what was found first, then conditions and lines."""
    if file_format is Format.JSON:
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        return
    from ebpages.funding.tables import result_table

    print_as(result_table(found, language, name), file_format, ("what", "value", "text"))
