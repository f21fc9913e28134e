from pathlib import Path

import pytest

from ebpages.site.environment import WrongSetting, read_environment

KEY, FORMER = "a" * 32, "b" * 32


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    return {"EBPAGES_HOME": str(tmp_path / "data")}


def test_without_settings_the_site_is_for_this_machine_only(given: dict[str, str]) -> None:
    found = read_environment(given)
    assert found.hosts == ("localhost", "127.0.0.1", "[::1]")
    assert (found.debug, found.https, found.proxies, found.rate, found.database_url) == (
        False,
        False,
        0,
        600,
        "",
    )


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(given: dict[str, str]) -> None:
    first, second = read_environment(given), read_environment(given)
    kept = first.home / "secret_key"
    assert first.secret_key == second.secret_key and len(first.secret_key) >= 50
    assert kept.stat().st_mode & 0o777 == 0o600
    assert list(first.home.iterdir()) == [kept]


def test_a_secret_key_that_is_given_is_not_written_down(given: dict[str, str]) -> None:
    found = read_environment({**given, "EBPAGES_SECRET_KEY": KEY})
    assert found.secret_key == KEY
    assert list(found.home.iterdir()) == []


def test_former_keys_still_open_what_they_signed(given: dict[str, str]) -> None:
    found = read_environment(
        {**given, "EBPAGES_SECRET_KEY": KEY, "EBPAGES_SECRET_KEY_FALLBACKS": f"{FORMER} {KEY}"}
    )
    assert (found.secret_key, found.former_secret_keys) == (KEY, (FORMER, KEY))


def test_hosts_are_added_to_those_of_this_machine(given: dict[str, str]) -> None:
    assert read_environment({**given, "EBPAGES_HOSTS": "a.bg, b.bg,"}).hosts[3:] == ("a.bg", "b.bg")


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("EBPAGES_DEBUG", "yes", "Write 1 for yes"),
        ("EBPAGES_SECRET_KEY", "changeme", "it needs at least 32"),
        ("EBPAGES_SECRET_KEY_FALLBACKS", f"{KEY} short", "it needs at least 32"),
        ("EBPAGES_SECURITY_CONTACT", "security@example.org", "Write mailto:"),
        ("EBPAGES_SECURITY_CONTACT", "https://example.org/\nContact: x", "Write mailto:"),
        ("EBPAGES_LOG", "yaml", "Write line, or json"),
        ("EBPAGES_METRICS_FROM", "10.0.0.1/8", "Write addresses or networks"),
        ("EBPAGES_METRICS_TOKEN", "short", "it needs at least 16"),
        ("EBPAGES_RATE", "-5", "whole number"),
        ("EBPAGES_RATE", "many", "whole number"),
        ("EBPAGES_PROXIES", "1.5", "whole number"),
        ("EBPAGES_ADDRESS", "pages.example.org", "Write where the site is found"),
        ("EBPAGES_ADDRESS", "https://pages.example.org/bg/", "Write where the site is found"),
        ("EBPAGES_SMTP", "mail.example.org", "write smtp://"),
        ("EBPAGES_SMTP", "smtp://mail.example.org:port", "write smtp://"),
        ("EBPAGES_MAIL_FROM", "Pages", "Write an address"),
        ("EBPAGES_RETENTION", "mail=never", "is no time"),
        ("EBPAGES_RETENTION", "letters=5", "is no time"),
        ("EBPAGES_OIDC_NAME", "Agency", "Set all of"),
        ("DATABASE_URL", "mysql://root@localhost/x", "postgresql://"),
        ("DATABASE_URL", "postgresql://u:secret[@localhost/x", "%5B"),
        ("DATABASE_URL", "postgresql://u:secret@localhost:port/x", "port that is a number"),
        ("DATABASE_URL", "postgresql://u:secret@localhost:99999/x", "port that is a number"),
        ("DATABASE_URL", "postgresql://localhost", "a name of at most 63 bytes"),
        ("DATABASE_URL", f"postgresql://localhost/{'x' * 64}", "a name of at most 63 bytes"),
        ("EBPAGES_HOME", "~nobody-of-this-name/data", "Name a folder that you may write to"),
        ("EBPAGES_SECRET_KEY", "\udcff" * 40, "no UTF-8"),
        ("EBPAGES_METRICS_TOKEN", "\udcff" * 40, "no UTF-8"),
    ],
)
def test_a_wrong_value_is_named_with_its_remedy(
    given: dict[str, str], name: str, value: str, remedy: str
) -> None:
    with pytest.raises(WrongSetting, match=name) as problem:
        read_environment({**given, name: value})
    assert remedy in str(problem.value)
    assert "secret@" not in str(problem.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql:///x",
        "postgresql://%2Fvar%2Frun/x?sslmode=require",
        "postgresql://u:p%40%5B@[::1]:5432/клъстери",
        "postgres://?service=x",
    ],
)
def test_every_way_to_name_a_database_is_taken(given: dict[str, str], url: str) -> None:
    assert read_environment({**given, "DATABASE_URL": url}).database_url == url


def test_a_data_folder_that_cannot_be_made_is_named_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WrongSetting, match="Name a folder that you may write to"):
        read_environment({"EBPAGES_HOME": str(tmp_path / "file" / "data")})


def test_a_path_that_is_too_long_for_the_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match="Name a shorter one"):
        read_environment({"EBPAGES_HOME": str(tmp_path.joinpath(*["ж" * 50] * 5))})


@pytest.mark.parametrize("content", [b"", b" \n", b"short", b"\xff" * 60, b"x" * 5_000])
def test_a_file_of_the_key_that_holds_none_is_refused_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret_key").write_bytes(content)
    with pytest.raises(
        WrongSetting, match=r"secret_key holds no key: .* Put it back from a backup, or remove"
    ):
        read_environment({"EBPAGES_HOME": str(tmp_path)})


def test_a_limit_that_there_is_not_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(
        WrongSetting, match=r"EBPAGES_LIMITS: lines=5: write NAME=NUMBER with one of decoded_megabytes"
    ):
        read_environment({"EBPAGES_HOME": str(tmp_path), "EBPAGES_LIMITS": "rows=5 lines=5"})


@pytest.mark.parametrize(
    ("url", "port", "encryption"),
    [
        ("smtp://pages:p%40ss@mail.example.org", 587, "starttls"),
        ("smtps://pages:p%40ss@mail.example.org", 465, "tls"),
        ("smtp://pages:p%40ss@mail.example.org:2525", 2525, "starttls"),
    ],
)
def test_a_password_is_never_sent_without_encryption(
    given: dict[str, str], url: str, port: int, encryption: str
) -> None:
    server = read_environment(
        {**given, "EBPAGES_SMTP": url, "EBPAGES_MAIL_FROM": "a@example.org"}
    ).mail_server
    assert server is not None
    assert (server.host, server.port, server.password, server.encryption) == (
        "mail.example.org",
        port,
        "p@ss",
        encryption,
    )


def test_a_password_of_the_mail_server_is_not_repeated(given: dict[str, str]) -> None:
    with pytest.raises(WrongSetting) as problem:
        read_environment({**given, "EBPAGES_SMTP": "http://pages:hush@mail.example.org"})
    assert "hush" not in str(problem.value)


@pytest.mark.parametrize(
    "server", ["http://login.example.org", "login.example.org", "ftp://login.example.org"]
)
def test_who_somebody_is_is_asked_over_https(given: dict[str, str], server: str) -> None:
    others = {f"EBPAGES_OIDC_{name}": "x" for name in ("NAME", "CLIENT", "SECRET")}
    with pytest.raises(WrongSetting, match="EBPAGES_OIDC_SERVER"):
        read_environment({**given, **others, "EBPAGES_OIDC_SERVER": server})


def test_times_are_given_one_by_one(given: dict[str, str]) -> None:
    times = read_environment({**given, "EBPAGES_RETENTION": "mail=30, audit=365"}).retention
    assert (times["mail"], times["audit"], times["notices"]) == (30, 365, 365)
