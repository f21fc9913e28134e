"""The settings as an operator gets them, without those of the tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

EBPAGES = str(Path(sys.executable).with_name("ebpages"))
PUBLIC = {"EBPAGES_HTTPS": "1", "EBPAGES_HOSTS": "clusters.example.org", "EBPAGES_PROXIES": "1"}
ASK = """
import sys
from django.core.management import call_command
from django.test import Client
call_command("check", deploy=True, fail_level="WARNING", stdout=sys.stderr)
print("nothing to mend")
def ask(**headers):
    answer = Client().get("/robots.txt", headers={"host": "clusters.example.org", **headers})
    print(answer.status_code, answer.headers.get("Strict-Transport-Security", "-"), answer.headers.get("Location", "-"))
ask()
ask(**{"x-forwarded-proto": "https"})
"""
ASK_AS_A_PROGRAM = """
from django.conf import settings
from django.test import Client
from ebpages.jobs.askers import COOKIE
answer = Client().get("/api/home", headers={"host": "clusters.example.org", "authorization": "Bearer ebp_x"})
print(answer.status_code, answer.headers.get("Location", "-"), "HTTPS" in answer.text)
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, COOKIE)
print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.LANGUAGE_COOKIE_SECURE)
print(settings.PASSWORD_HASHERS)
"""


def ebpages(home: Path, *command: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    surroundings = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DJANGO_SETTINGS_MODULE", "EBPAGES_ADDRESS")
    }
    return subprocess.run(
        [EBPAGES, *command],
        env={**surroundings, "EBPAGES_HOME": str(home), **variables},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a public site answers, one process for all that it is asked."""
    home = tmp_path_factory.mktemp("public")
    done = ebpages(home, "manage", "shell", "-v", "0", "-c", ASK + ASK_AS_A_PROGRAM, **PUBLIC)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_public_site_has_nothing_to_mend(asked: list[str]) -> None:
    assert asked[0] == "nothing to mend"


def test_a_public_site_insists_on_https(asked: list[str]) -> None:
    plain, secure = asked[1:3]
    assert plain == "301 - https://clusters.example.org/robots.txt"
    assert secure == "200 max-age=31536000 -"


def test_a_program_that_forgot_https_is_told_so_and_every_cookie_is_bound_to_the_host(
    asked: list[str],
) -> None:
    told, names, secure, hashers = asked[3:]
    assert told == "403 - True"
    assert [name.startswith("__Host-") for name in names.split()] == [True] * 4
    assert secure == "True True True"
    assert hashers == "['django.contrib.auth.hashers.Argon2PasswordHasher']"


def test_a_wrong_setting_is_said_in_one_sentence(tmp_path: Path) -> None:
    done = ebpages(tmp_path, "manage", "check", EBPAGES_RATE="plenty")
    assert done.returncode == 2
    assert done.stderr.startswith("ebpages: EBPAGES_RATE is “plenty”.") and len(done.stderr.splitlines()) == 1


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    ours = [each.label for each in apps.get_app_configs() if not each.name.startswith("tests.")]
    call_command("makemigrations", *ours, check_changes=True, dry_run=True)
