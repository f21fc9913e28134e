"""No file that holds everything public holds anything private."""

import json
from pathlib import Path

import pyarrow.parquet
import pytest

from ebpages.open_data.actions import export_files
from tests.samples.people import organisation
from tests.samples.people_of_every_role import FOREIGN, OWN, person
from tests.samples.secrets import found_in, plant

pytestmark = pytest.mark.django_db


def test_no_file_holds_a_private_text(home: Path, tmp_path: Path) -> None:
    organisation(OWN, "Own")
    organisation(FOREIGN, "Foreign")
    assert plant(person("editor"), OWN).secret
    folder = tmp_path / "files"
    folder.mkdir()
    edition = export_files(folder)
    assert next(file.rows for file in edition.files if file.name == "organisations.csv") == 2
    for path in folder.iterdir():
        if path.suffix == ".parquet":
            rows = pyarrow.parquet.read_table(path).to_pylist()
            assert found_in(json.dumps(rows, ensure_ascii=False).encode()) == set(), path.name
        else:
            assert found_in(path.read_bytes()) == set(), path.name
