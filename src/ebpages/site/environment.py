"""What an operator sets through the environment, read once and checked, with messages that say how to mend it."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from ebpages import limits
from ebpages.accounts.roles import GIVEN
from ebpages.publish.whole_file import first_file

Network = IPv4Network | IPv6Network
SHORTEST_KEY, LONGEST_KEY = 32, 4096  # characters: shorter ones can be guessed, and Django warns of them
LEAST_TOKEN = 16
OWN_HOSTS = ("localhost", "127.0.0.1", "[::1]")
_LONGEST_HOME = 480  # bytes: SQLite takes names of files up to 512
_LONGEST_NAME = 63  # bytes that PostgreSQL keeps of the name of a database
# Days that is kept: before and after of what was done, e-mails after they were sent, notices, accounts whose address nobody confirmed.
RETENTION: Mapping[str, int] = MappingProxyType({"audit": 730, "mail": 90, "notices": 365, "unconfirmed": 2})
FORMER_KEYS = "EBPAGES_SECRET_KEY_FALLBACKS"


class WrongSetting(Exception):
    """A variable of the environment holds what cannot be used; the message says which, what and the remedy."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """encryption: "tls" from the first byte, "starttls", or "" for a relay beside us that asks for no password."""

    host: str
    port: int
    user: str
    password: str
    encryption: str


@dataclass(frozen=True, slots=True)
class SignInProvider:
    """An OpenID Connect server of an organisation. name: on the button of the sign-in page."""

    name: str
    server: str
    client: str
    secret: str


@dataclass(frozen=True, slots=True)
class Environment:
    """The operator's settings. docs/operators.md describes each under the variable's name."""

    home: Path
    database_url: str
    secret_key: str
    former_secret_keys: tuple[str, ...]
    debug: bool
    hosts: tuple[str, ...]
    https: bool
    proxies: int
    rate: int
    network_ipv4: int
    network_ipv6: int
    log: str
    metrics_from: tuple[Network, ...]
    metrics_token: str
    security_contact: str
    demonstration: bool
    second_factor: frozenset[str]
    address: str
    mail_server: MailServer | None
    mail_from: str
    retention: Mapping[str, int]
    sign_in_provider: SignInProvider | None


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """The settings that `variables` ask for; creates the data folder and, once, its secret key.

    Raises WrongSetting.
    """
    _refuse_what_is_no_text(variables)
    try:
        limits.check_given(variables.get(limits.VARIABLE, ""))
    except limits.WrongLimit as problem:
        raise WrongSetting(f"{limits.VARIABLE}: {problem}.") from None
    home = _home(variables)
    return Environment(
        home=home,
        database_url=_database_url(variables),
        secret_key=_long_enough(
            variables.get("EBPAGES_SECRET_KEY") or _kept_secret(home / "secret_key"), "EBPAGES_SECRET_KEY"
        ),
        former_secret_keys=tuple(
            _long_enough(key, FORMER_KEYS) for key in variables.get(FORMER_KEYS, "").split()
        ),
        debug=_not_in_production(variables, "EBPAGES_DEBUG"),
        hosts=_hosts(variables),
        https=_switch(variables, "EBPAGES_HTTPS"),
        proxies=_number(variables, "EBPAGES_PROXIES", default=0),
        rate=_number(variables, "EBPAGES_RATE", default=600),
        network_ipv4=_number(variables, "EBPAGES_NETWORK_IPV4", default=24, most=32),
        network_ipv6=_number(variables, "EBPAGES_NETWORK_IPV6", default=64, most=128),
        log=_log(variables),
        metrics_from=_networks(variables, "EBPAGES_METRICS_FROM"),
        metrics_token=_metrics_token(variables),
        security_contact=_contact(variables, "EBPAGES_SECURITY_CONTACT"),
        demonstration=_not_in_production(variables, "EBPAGES_DEMONSTRATION"),
        second_factor=_roles(variables, "EBPAGES_SECOND_FACTOR"),
        address=_address(variables, "EBPAGES_ADDRESS"),
        mail_server=_mail_server(variables, "EBPAGES_SMTP"),
        mail_from=_mail_from(variables, "EBPAGES_MAIL_FROM"),
        retention=_retention(variables, "EBPAGES_RETENTION"),
        sign_in_provider=_sign_in_provider(variables),
    )


def _refuse_what_is_no_text(variables: Mapping[str, str]) -> None:
    for name, value in variables.items():
        if name.startswith(("EBPAGES_", "DATABASE_URL")) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                raise WrongSetting(f"{name} holds bytes that are no UTF-8. Write it again as text.") from None


def _home(variables: Mapping[str, str]) -> Path:
    named = variables.get("EBPAGES_HOME") or "var"
    try:
        home = Path(named).expanduser().absolute()
        home.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError) as problem:  # RuntimeError: ~name of nobody
        raise WrongSetting(
            f"EBPAGES_HOME: the folder {named} cannot be made ({getattr(problem, 'strerror', problem)}). "
            "Name a folder that you may write to."
        ) from None
    if len(os.fsencode(home)) > _LONGEST_HOME:
        raise WrongSetting(
            f"EBPAGES_HOME: the path of {home.name} has more than {_LONGEST_HOME} bytes, which SQLite does not take. Name a shorter one."
        )
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
    with first_file(file) as draft:
        draft.write_text(secrets.token_urlsafe(50))


def _database_url(variables: Mapping[str, str]) -> str:
    url = variables.get("DATABASE_URL", "")
    if url and not url.startswith(("postgresql://", "postgres://")):
        raise WrongSetting(
            f"DATABASE_URL begins with “{url.split(':')[0]}”. Write postgresql://user:password@host/name, "
            "or leave it out for SQLite in the data folder."
        )
    if url and not _names_a_database(url):
        # What it says is not repeated: it may hold a password.
        raise WrongSetting(
            "DATABASE_URL cannot be read. Write postgresql://user:password@host/name with a port that is a number and a name of "
            f"at most {_LONGEST_NAME} bytes; signs such as : / @ [ in a password are written as %3A %2F %40 %5B."
        )
    return url


def _names_a_database(url: str) -> bool:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises ValueError where it is none
    except ValueError:
        return False
    name = unquote(parts.path.removeprefix("/"))
    return "service=" in parts.query or 0 < len(os.fsencode(name)) <= _LONGEST_NAME


def _hosts(variables: Mapping[str, str]) -> tuple[str, ...]:
    named = (host.strip() for host in variables.get("EBPAGES_HOSTS", "").split(","))
    return (*OWN_HOSTS, *filter(None, named))


def _switch(variables: Mapping[str, str], name: str) -> bool:
    value = variables.get(name, "0")
    if value not in ("", "0", "1"):
        raise WrongSetting(f"{name} is “{value}”. Write 1 for yes or 0 for no.")
    return value == "1"


def _not_in_production(variables: Mapping[str, str], name: str) -> bool:
    """A switch that lets strangers in or shows them what is inside: never where the site is served to others over HTTPS."""
    on = _switch(variables, name)
    if on and _switch(variables, "EBPAGES_HTTPS"):
        raise WrongSetting(
            f"{name} is 1 beside EBPAGES_HTTPS, which says that others are served. Leave {name} out."
        )
    return on


def _roles(variables: Mapping[str, str], name: str) -> frozenset[str]:
    named = frozenset(filter(None, (each.strip() for each in variables.get(name, "").split(","))))
    known = sorted(role.name for role in GIVEN)
    if unknown := sorted(named - set(known)):
        raise WrongSetting(
            f"{name}: there is no role “{unknown[0]}”. Write some of {', '.join(known)}, parted by commas."
        )
    return named


def _number(variables: Mapping[str, str], name: str, default: int, most: int = 1_000_000) -> int:
    value = variables.get(name) or str(default)
    if not (value.isdecimal() and len(value) <= len(str(most)) and int(value) <= most):
        raise WrongSetting(f"{name} is “{value}”. Write a whole number from 0 to {most}.")
    return int(value)


def _long_enough(key: str, name: str) -> str:
    if len(key) < SHORTEST_KEY:
        raise WrongSetting(
            f"{name}: a key of {len(key)} characters is too short; it needs at least {SHORTEST_KEY}. "
            'Make one with `python3 -c "import secrets; print(secrets.token_urlsafe(50))"`.'
        )
    return key


def _log(variables: Mapping[str, str]) -> str:
    value = variables.get("EBPAGES_LOG") or "line"
    if value not in ("line", "json"):
        raise WrongSetting(f"EBPAGES_LOG is “{value}”. Write line, or json for one object of JSON a line.")
    return value


def _networks(variables: Mapping[str, str], name: str) -> tuple[Network, ...]:
    named = [each.strip() for each in variables.get(name, "").split(",")]
    try:
        return tuple(ip_network(each) for each in named if each)
    except ValueError as problem:
        raise WrongSetting(
            f"{name}: {problem}. Write addresses or networks parted by commas, such as 127.0.0.1, 10.0.0.0/8."
        ) from None


def _metrics_token(variables: Mapping[str, str]) -> str:
    token = variables.get("EBPAGES_METRICS_TOKEN", "")
    if token and len(token) < LEAST_TOKEN:
        raise WrongSetting(
            f"EBPAGES_METRICS_TOKEN: a token of {len(token)} characters is too short; it needs at least {LEAST_TOKEN}."
        )
    return token


def _contact(variables: Mapping[str, str], name: str) -> str:
    """As RFC 9116 wants it: the address of a mailbox or of a page."""
    value = variables.get(name, "").strip()
    if value and (not value.isprintable() or not value.startswith(("mailto:", "https://"))):
        raise WrongSetting(
            f"{name} is “{value}”. Write mailto: and an e-mail address, or the address of a page that begins with https://."
        )
    return value


def _address(variables: Mapping[str, str], name: str) -> str:
    """Where the site is found, as links in e-mails say it; never what a request calls it."""
    value = variables.get(name, "").strip().rstrip("/") or _usual_address(variables)
    parts = urlsplit(value)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or value != f"{parts.scheme}://{parts.netloc}"
    ):
        raise WrongSetting(
            f"{name} is “{value}”. Write where the site is found, such as https://pages.example.org."
        )
    if variables.get(name) and _switch(variables, "EBPAGES_HTTPS") and parts.scheme != "https":
        raise WrongSetting(f"{name} is “{value}” beside EBPAGES_HTTPS. Write it with https://.")
    return value


def _usual_address(variables: Mapping[str, str]) -> str:
    named = [host for host in _hosts(variables) if host not in OWN_HOSTS]
    return f"https://{named[0]}" if named and _switch(variables, "EBPAGES_HTTPS") else "http://127.0.0.1:8000"


def _mail_server(variables: Mapping[str, str], name: str) -> MailServer | None:
    """Never quotes the value, which holds a password."""
    value = variables.get(name, "").strip()
    if not value:
        return None
    remedy = f"{name}: write smtp://user:password@host:587, or smtps://… for TLS from the first byte."
    parts = urlsplit(value)
    try:
        port = parts.port
    except ValueError:
        raise WrongSetting(remedy) from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path.strip("/"):
        raise WrongSetting(remedy)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    encryption = "tls" if parts.scheme == "smtps" else "starttls" if user else ""
    usual = {"tls": 465, "starttls": 587, "": 25}[encryption]
    return MailServer(parts.hostname, port or usual, user, password, encryption)


def _mail_from(variables: Mapping[str, str], name: str) -> str:
    value = variables.get(name, "").strip()
    if value and (not value.isprintable() or "@" not in value):
        raise WrongSetting(
            f"{name} is “{value}”. Write an address such as E-Business Pages <pages@example.org>."
        )
    if not value and variables.get("EBPAGES_SMTP"):
        raise WrongSetting(
            f"{name} is not set beside EBPAGES_SMTP. Write the address that e-mails come from."
        )
    return value or "E-Business Pages <no-reply@localhost>"


def _retention(variables: Mapping[str, str], name: str) -> Mapping[str, int]:
    given = dict(RETENTION)
    for part in variables.get(name, "").replace(",", " ").split():
        what, _, days = part.partition("=")
        if what not in RETENTION or not (days.isdecimal() and 0 < int(days) <= 36_500):
            known = ", ".join(f"{each}={usual}" for each, usual in RETENTION.items())
            raise WrongSetting(f"{name}: “{part}” is no time. Write days, parted by commas, such as {known}.")
        given[what] = int(days)
    return given


def _sign_in_provider(variables: Mapping[str, str]) -> SignInProvider | None:
    """All four variables or none."""
    names = ["EBPAGES_OIDC_NAME", "EBPAGES_OIDC_SERVER", "EBPAGES_OIDC_CLIENT", "EBPAGES_OIDC_SECRET"]
    values = [variables.get(name, "").strip() for name in names]
    if not any(values):
        return None
    if not all(values):
        raise WrongSetting(
            f"{names[values.index('')]} is not set beside the others. Set all of {', '.join(names)}, or none."
        )
    parts = urlsplit(values[1])
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and local)):
        raise WrongSetting(
            f"{names[1]} is “{values[1]}”. Write the address of the server, such as https://login.example.org."
        )
    return SignInProvider(*values)
