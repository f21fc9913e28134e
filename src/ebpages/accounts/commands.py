"""People for operators, and the walk along the audit."""

from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ebpages.faces.command_line import own_language, say, start_django, stop

if TYPE_CHECKING:
    from ebpages.accounts.models import Person

app = typer.Typer()
person = typer.Typer(no_args_is_help=True, help="People with an account.")
audit = typer.Typer(no_args_is_help=True, help="What was done by whom.")
app.add_typer(person, name="person")
app.add_typer(audit, name="audit")

Email = Annotated[str, typer.Argument(help="Their e-mail address.")]
_ROLES = "member, editor, administrator, transfer_officer for an organisation; reviewer, analyst, site_administrator for the site."


@person.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="How others see them.")] = "",
    language: Annotated[str, typer.Option("--language", "-l", help="Of their e-mails: bg or en.")] = "bg",
) -> None:
    """Add a person. They choose their password by “Forgotten password” on the sign-in page."""
    _start()
    from ebpages.accounts.actions import Refused, add_person
    from ebpages.accounts.reader import OPERATOR

    try:
        added = add_person(by=OPERATOR, email=email, name=name, language=language)
    except Refused as problem:
        _refuse(problem)
    say(f"Added {email} as person {added.code}. Give a role: ebpages person role {email} ROLE")


@person.command()
def role(
    email: Email,
    role: Annotated[str, typer.Argument(help=_ROLES)],
    organisation: Annotated[str, typer.Option(help="Public id, for a role of an organisation.")] = "",
    end: Annotated[bool, typer.Option("--end", help="Take the role instead of giving it.")] = False,
) -> None:
    """Give a person a role, or take it."""
    _start()
    from ebpages.accounts.actions import Refused, give_role, take_role
    from ebpages.accounts.models import RoleGrant
    from ebpages.accounts.reader import OPERATOR

    someone = _person(email)
    try:
        if not end:
            give_role(by=OPERATOR, person=someone, role=role, organisation=organisation)
        else:
            standing = RoleGrant.objects.seen_by(OPERATOR).filter(
                person=someone, role=role, organisation=organisation or None, ended_at=None
            )
            if (grant := standing.first()) is None:
                stop(f"{email} has no such role")
            take_role(by=OPERATOR, grant=grant)
    except Refused as problem:
        _refuse(problem)
    say(
        f"{email} {'is no longer' if end else 'is now'} {role}{f' of {organisation}' if organisation else ''}."
    )


@person.command()
def disable(email: Email) -> None:
    """Let a person sign in no more; their sessions and tokens end at once, what they did stays."""
    _start()
    from ebpages.accounts.actions import Refused, disable_person
    from ebpages.accounts.reader import OPERATOR

    try:
        disable_person(by=OPERATOR, person=_person(email))
    except Refused as problem:
        _refuse(problem)
    say(f"{email} can sign in no more.")


@audit.command()
def verify(
    since: Annotated[
        str | None,
        typer.Option(help="What an earlier call printed: the entries up to there must still be here."),
    ] = None,
) -> None:
    """Walk along the chain of the audit: exit code 1 where an entry is missing or was changed. Newest entries that were cut off show with --since alone."""
    _start()
    from ebpages.accounts.audit import broken_links, head, is_head, reaches

    if since is not None and not is_head(since):
        stop(
            f"{since!r} is nothing that an earlier call printed: it has a number, a hyphen and 64 signs from 0 to f"
        )
    broken = list(broken_links())
    if since and not reaches(since):
        broken.append(
            f"entry {since.partition('-')[0]} is not the one that --since names: newest entries were cut off, or an older backup was restored"
        )
    for sentence in broken:
        say(sentence)
    if broken:
        raise typer.Exit(1)
    say("The audit is whole: every entry follows the one before and is as it was written.")
    if newest := head():
        say(f"Keep this apart from the database: ebpages audit verify --since {newest}")


def _start() -> None:
    """Refusals are those of pages: in the language of the terminal."""
    start_django()
    from django.utils import translation

    translation.activate(own_language())


def _person(email: str) -> "Person":
    from ebpages.accounts.queries import person_with

    return person_with(email) or stop(
        f"nobody has the address {email}; `ebpages person add {email}` adds them"
    )


def _refuse(problem: Exception) -> NoReturn:
    stop(str(problem))


def refuse_examples() -> None:
    """Nobody serves others while everybody knows how to come in as an example."""
    from ebpages.accounts.queries import example_people

    if there := len(example_people()):
        stop(
            f"EBPAGES_HTTPS says that others are served, and {there} example people of the demonstration can still sign in. "
            "Run `ebpages demonstration --remove`, which disables them."
        )
