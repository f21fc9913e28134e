"""What an operator sets through the environment, read once and checked, with messages that say how to mend it."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ebpages import limits

SHORTEST_KEY, LONGEST_KEY = 32, 4096  # characters


class WrongSetting(Exception):
    """A variable of the environment holds what cannot be used; the message says which, what and the remedy."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The operator's settings. docs/operators.md describes each under the variable's name."""

    home: Path
    database_url: str
    secret_key: str
    debug: bool
    hosts: tuple[str, ...]
    https: bool
    proxies: int
    rate: int


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """The settings that `variables` ask for; creates the data folder and, once, its secret key.

    Raises WrongSetting.
    """
    try:
        limits.check_given(variables.get(limits.VARIABLE, ""))
    except limits.WrongLimit as problem:
        raise WrongSetting(f"{limits.VARIABLE}: {problem}.") from None
    home = _home(variables)
    return Environment(
        home=home,
        database_url=_database_url(variables),
        secret_key=variables.get("EBPAGES_SECRET_KEY") or _kept_secret(home / "secret_key"),
        debug=_switch(variables, "EBPAGES_DEBUG"),
        hosts=_hosts(variables),
        https=_switch(variables, "EBPAGES_HTTPS"),
        proxies=_number(variables, "EBPAGES_PROXIES", default=0),
        rate=_number(variables, "EBPAGES_RATE", default=600),
    )


def _home(variables: Mapping[str, str]) -> Path:
    home = Path(variables.get("EBPAGES_HOME") or "var").expanduser().absolute()
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise WrongSetting(
            f"EBPAGES_HOME: the folder {home} cannot be made ({problem.strerror}). "
            "Name a folder that you may write to."
        ) from None
    return home


def _kept_secret(file: Path) -> str:
    """The key kept in `file`, written first if need be; of several processes that start together, one wins."""
    try:
        if not file.exists():
            _write_secret(file)
        key = file.read_bytes()
    except OSError as problem:
        raise WrongSetting(
            f"EBPAGES_HOME: {file} cannot be read or written ({problem.strerror}). "
            "Let the server's user write to the data folder, or set EBPAGES_SECRET_KEY."
        ) from None
    if len(key.strip()) < SHORTEST_KEY or len(key) > LONGEST_KEY or not key.isascii():
        raise WrongSetting(
            f"EBPAGES_HOME: {file} holds no key: at least {SHORTEST_KEY} letters and digits, as it is written at the first start. "
            "Put it back from a backup, or remove the file for a new key; links in forms that are open become invalid."
        )
    return key.decode("ascii").strip()


def _write_secret(file: Path) -> None:
    draft = file.with_name(f".secret_key.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(50))
    with suppress(FileExistsError):
        os.link(draft, file)  # unlike a rename, never replaces the key that another process has just written
    draft.unlink()


def _database_url(variables: Mapping[str, str]) -> str:
    url = variables.get("DATABASE_URL", "")
    if url and not url.startswith(("postgresql://", "postgres://")):
        raise WrongSetting(
            f"DATABASE_URL begins with “{url.split(':')[0]}”. Write postgresql://user:password@host/name, "
            "or leave it out for SQLite in the data folder."
        )
    return url


def _hosts(variables: Mapping[str, str]) -> tuple[str, ...]:
    named = (host.strip() for host in variables.get("EBPAGES_HOSTS", "").split(","))
    return ("localhost", "127.0.0.1", "[::1]", *filter(None, named))


def _switch(variables: Mapping[str, str], name: str) -> bool:
    value = variables.get(name, "0")
    if value not in ("", "0", "1"):
        raise WrongSetting(f"{name} is “{value}”. Write 1 for yes or 0 for no.")
    return value == "1"


def _number(variables: Mapping[str, str], name: str, default: int) -> int:
    value = variables.get(name) or str(default)
    if not value.isdecimal():
        raise WrongSetting(f"{name} is “{value}”. Write a whole number, 0 or more.")
    return int(value)
