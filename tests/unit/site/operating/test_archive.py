"""A backup that is cut short, changed or made to do harm is refused in a sentence, and nothing of it is used."""

import hashlib
import io
import json
import random
import struct
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ebpages.site.operating.archive import (
    FORM,
    MANIFEST,
    Manifest,
    UnusableBackup,
    is_name,
    opened_archive,
    written_archive,
)

ROWS = b'["id"]\n[1]\n'


def manifest_of(members: Mapping[str, bytes], **changes: object) -> bytes:
    sums = {name: {"size": len(c), "sha256": hashlib.sha256(c).hexdigest()} for name, c in members.items()}
    said = {
        "form": FORM,
        "version": "1",
        "made_at": "now",
        "database": "sqlite",
        "migrations": [],
        "members": sums,
    }
    return json.dumps(said | changes).encode()


def packed(path: Path, members: Mapping[str, bytes], manifest: bytes | None = None) -> Path:
    """A ZIP file as anybody can make it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr(MANIFEST, manifest if manifest is not None else manifest_of(members))
    return path


def read(path: Path) -> dict[str, bytes]:
    with opened_archive(path) as archive:
        archive.check(lambda step, done, total: None)
        return {name: b"".join(archive.blocks(name)) for name in archive.manifest.members}


def refused(path: Path) -> str:
    with pytest.raises(UnusableBackup) as told:
        read(path)
    assert str(told.value).startswith(f"{path} cannot be restored from: ")
    return str(told.value)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    path, panel = tmp_path / "site.zip", tmp_path / "cells.parquet"
    panel.write_bytes(bytes(range(256)) * 20)
    with written_archive(path) as archive:
        archive.add("tables/registry_publicid.jsonl", [ROWS])
        archive.add_file("files/mapping/own/cells.parquet", panel)
        archive.finish(Manifest("0.1.0", "now", "sqlite", ("registry.0001_initial",), archive.members))
    return path


def test_what_is_written_is_read(backup: Path) -> None:
    members = {
        "tables/registry_publicid.jsonl": ROWS,
        "files/mapping/own/cells.parquet": bytes(range(256)) * 20,
    }
    assert read(backup) == members
    with opened_archive(backup) as archive:
        assert archive.manifest.migrations == ("registry.0001_initial",)
        assert list(archive.lines("tables/registry_publicid.jsonl")) == [b'["id"]\n', b"[1]\n"]


def test_a_backup_that_is_cut_short_is_refused_wherever_it_ends(backup: Path) -> None:
    content = backup.read_bytes()
    for length in (0, 1, 21, 22, *range(40, len(content), 97), len(content) - 1):
        backup.write_bytes(content[:length])
        refused(backup)


def test_a_flipped_bit_is_noticed_or_changes_nothing(backup: Path) -> None:
    content, whole, flips = backup.read_bytes(), read(backup), random.Random(7)
    noticed = 0
    for _ in range(300):
        bit = flips.randrange(8 * len(content))
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        backup.write_bytes(changed)
        try:
            assert read(backup) == whole  # such as the time of a member, which nobody reads
        except UnusableBackup:
            noticed += 1
    assert noticed > 250


@pytest.mark.parametrize(
    "name",
    ["../x", "files/../../x", "/etc/passwd", "files//x", "files/a/../b", "files\\x", "files/a\\..\\b", "tables/x.sql", "tables/a/b.jsonl",
     "x", "files/", "files/./x", "secret_key/x", "files/x\0y"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    assert not is_name(name)
    if "\0" not in name:
        refused(packed(tmp_path / "bad.zip", {name: b"x"}))


HARM: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a manifest that is a list": (
        lambda path: packed(path, {"secret_key": b"k"}, b"[]"), "does not say what a backup says"
    ),
    "a manifest that is no JSON": (lambda path: packed(path, {}, b"{"), "manifest.json cannot be read"),
    "a manifest nested deep": (lambda path: packed(path, {}, b"[" * 200_000), "manifest.json"),
    "a manifest without members": (lambda path: packed(path, {}, b'{"form": 1}'), "does not say what a backup says"),
    "another form": (lambda path: packed(path, {}, manifest_of({}, form=77)), "form 77, and this version reads 1"),
    "a member that the manifest does not name": (
        lambda path: packed(path, {"secret_key": b"k"}, manifest_of({})), "not those that its manifest names"
    ),
    "a member that is missing": (
        lambda path: packed(path, {}, manifest_of({"secret_key": b"k"})), "not those that its manifest names"
    ),
    "another content": (
        lambda path: packed(path, {"secret_key": b"k"}, manifest_of({"secret_key": b"l"})), "its checksum differs"
    ),
    "another size": (
        lambda path: packed(path, {"secret_key": b"k"}, manifest_of({"secret_key": b"kk"})), "another size"
    ),
    "a manifest of 40 MB in 40 KB": (lambda path: packed(path, {}, b" " * 40_000_000), "its manifest is too large"),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARM)
def test_what_was_made_to_do_harm_is_refused(tmp_path: Path, harm: str) -> None:
    make, reason = HARM[harm]
    assert reason in refused(make(tmp_path / "bad.zip"))


def test_a_directory_too_large_to_read_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65_535, 65_535, 20_000_000, 0, 0)
    path.write_bytes(b"PK\1\2" + b"\0" * 20_000_000 + end)
    start = time.process_time()
    assert "more members than a backup has" in refused(path)
    assert time.process_time() - start < 5


def test_members_that_lie_over_one_another_are_refused(tmp_path: Path) -> None:
    """A ZIP bomb without nesting: its directory leads to the same compressed bytes again and again."""
    content = b"\0" * 50_000_000
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("files/a", content)
        (entry,) = archive.infolist()
        for number in range(50):
            twin = zipfile.ZipInfo(f"files/{number}")
            for name in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(twin, name, getattr(entry, name))
            archive.filelist.append(twin)
            archive.NameToInfo[twin.filename] = twin
        digest = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        members = {info.filename: digest for info in archive.infolist()}
        archive.writestr(MANIFEST, json.dumps(json.loads(manifest_of({})) | {"members": members}))
    (tmp_path / "bad.zip").write_bytes(plain.getvalue())
    assert "lie over one another" in refused(tmp_path / "bad.zip")


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("a note")
    assert "it is no backup, or its end is missing" in refused(tmp_path / "notes.txt")
