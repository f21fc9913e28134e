"""What an operator copies: units, image, compose file and bill of materials hold what they promise."""

import json
import re
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
INSTRUCTIONS = {"ARG", "FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}  # fmt: skip
systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze here")


@systemd
@pytest.mark.parametrize("unit", [*UNITS, DEPLOY / "ebpages-backup.timer"], ids=lambda unit: unit.name)
def test_a_unit_is_well_formed(unit: Path, tmp_path: Path) -> None:
    """With a command that is there: where the program is installed differs."""
    for each in UNITS:
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", each.read_text(), flags=re.MULTILINE)
        (tmp_path / each.name).write_text(text)
    if unit not in UNITS:
        shutil.copy(unit, tmp_path)
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert (said.returncode, said.stderr) == (0, "")


@systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_may_do_little(unit: Path) -> None:
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)], capture_output=True, text=True, check=False
    )  # fmt: skip
    exposure = re.search(r"Overall exposure level for \S+ ([\d.]+)", said.stdout)
    assert exposure and float(exposure[1]) <= 2.0, said.stdout + said.stderr


@pytest.mark.parametrize(("linter", "file"), [("hadolint", "Containerfile"), ("shellcheck", "ebpages")])
def test_linters_find_nothing(linter: str, file: str) -> None:
    if not shutil.which(linter):
        pytest.skip(f"there is no {linter} here")
    said = subprocess.run([linter, DEPLOY / file], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (0, "")


@pytest.fixture(scope="module")
def image() -> list[tuple[str, str]]:
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [tuple(line.strip().split(" ", 1)) for line in lines]  # type: ignore[misc]


def test_the_image_is_made_of_what_is_there(image: list[tuple[str, str]]) -> None:
    assert {name for name, _ in image} <= INSTRUCTIONS
    kept = set((ROOT / ".containerignore").read_text().split())
    for name, rest in image:
        if name == "COPY" and "--from" not in rest:
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists() and f"!{source.split('/')[0]}" in kept
    assert (ROOT / ".containerignore").read_text() == (ROOT / ".dockerignore").read_text()


def test_the_image_installs_by_checksum_and_runs_as_nobody_special(image: list[tuple[str, str]]) -> None:
    locks = [rest for name, rest in image if name == "RUN" and "-r requirements/" in rest]
    assert locks and all(rest.count("--require-hashes") == rest.count("-r requirements/") for rest in locks)
    last = [name for name, _ in image].index("FROM", 2)
    users = [rest for name, rest in image[last:] if name == "USER"]
    assert users == ["10001:10001"] and not any("pip" in rest for name, rest in image[last:] if name == "RUN")


def test_the_compose_file_shuts_the_containers_in() -> None:
    compose: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = compose["services"]
    for name in ("prepare", "site"):
        service = services[name]
        assert service["read_only"] and service["cap_drop"] == ["ALL"] and service["mem_limit"]
        assert set(service["depends_on"]) <= set(services)
    assert services["site"]["ports"] == ["127.0.0.1:8000:8000"] and "ports" not in services["database"]
    used = {volume.partition(":")[0] for service in services.values() for volume in service["volumes"]}
    assert used == set(compose["volumes"])


def test_the_settings_of_the_example_are_settings_of_the_program(tmp_path: Path) -> None:
    from ebpages.site.environment import read_environment

    lines = (DEPLOY / "environment.example").read_text().splitlines()
    given = dict(line.removeprefix("#").split("=", 1) for line in lines if re.match(r"#?[A-Z_]+=", line))
    documented = (ROOT / "docs" / "operators.md").read_text()
    assert all(f"`{name}`" in documented for name in given)
    read_environment({**given, "EBPAGES_HOME": str(tmp_path)})
    # A folder that nobody has made stops the program: the first start is with what stands without a mark.
    assert [line for line in lines if re.match(r"[A-Z_]+=/", line)] == ["EBPAGES_HOME=/var/lib/ebpages"]


@pytest.mark.skipif(not (shutil.which("nginx") and shutil.which("openssl")), reason="needs nginx and openssl")
def test_nginx_takes_the_configuration_of_the_handbook(tmp_path: Path) -> None:
    (site,) = re.findall(r"```nginx\n(.*?)```", (ROOT / "docs" / "operators.md").read_text(), flags=re.DOTALL)
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate],
        capture_output=True, check=True,
    )  # fmt: skip
    site = re.sub(r"(?<=ssl_certificate_key )\S+(?=;)", str(key), site)
    site = re.sub(r"(?<=ssl_certificate )\S+(?=;)", str(certificate), site)
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid; events {{}} http {{ access_log off; {site} }}")
    said = subprocess.run(
        ["nginx", "-t", "-e", "stderr", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert said.returncode == 0, said.stderr


def test_the_bill_of_materials_names_every_pinned_package_with_its_checksums() -> None:
    write = runpy.run_path(str(ROOT / "requirements" / "sbom.py"))["bill_of_materials"]
    lock = (ROOT / "requirements" / "postgresql.txt").read_text()
    bill = write(lock, "1.0")
    pinned = re.findall(r"^([a-z0-9._-]+)(?:\[.*\])?==", lock, flags=re.MULTILINE)
    assert [each["name"] for each in bill["components"]] == pinned
    assert all(any(p["name"] == "ebpages:sha256" for p in each["properties"]) for each in bill["components"])
    known = {each["bom-ref"] for each in bill["components"]} | {"ebpages"}
    assert {ref for each in bill["dependencies"] for ref in each["dependsOn"]} <= known
    assert json.dumps(write(lock, "1.0")) == json.dumps(bill)
