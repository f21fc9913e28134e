"""Files that are kept are written in one place, as drafts that take their name when they are on the disk."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "ebpages"
PLACE = "publish/whole_file.py"
# Modules that write what nobody keeps, and why it is no draft.
NOT_KEPT = {
    "mapping/panels/observations.py": "a temporary folder, which goes with the object",
    "exchange/case_export.py": "an archive that goes with the answer",
    "observatory/report/typeset.py": "a temporary folder, in which Typst finds what it sets",
    "observatory/statistics/sdmx_source.py": "the null device",
    "jobs/signs.py": "an empty file whose time says that a worker lives",
    "publish/logo_picture.py": "a temporary folder, in which a process of its own finds a picture and leaves another",
    "publish/redrawing.py": "a temporary folder, in which a process of its own finds a picture and leaves another",
    "publish/typesetting.py": "a temporary folder, in which Typst finds what it sets",
    "publish/tables.py": "temporary files and streams",
    "files/workbook.py": "archives that are read",
    "living/actions/fetching.py": "a lock, which holds nothing",
    "sources/edition.py": "archives that are read",
    "files/workbook_decoding.py": "a temporary folder, in which a process of its own leaves the rows of a workbook",
    "open_data/actions.py": "a lock, which holds nothing",
    "registry/one_writer.py": "a lock, which says who holds it",
    "search/index.py": "the lock, which holds nothing; Tantivy writes the index and commits it",
    "site/operating/archive.py": "members of an archive that is a draft, and archives that are read",
    "mapping/panels/panel_files.py": "renames a folder of which a copy is on the disk",
}
METHODS = {"write_text", "write_bytes", "touch", "rename", "replace", "hardlink_to", "symlink_to", "tofile", "sink_parquet", "to_parquet"}  # fmt: skip
FUNCTIONS = {
    "os.rename", "os.replace", "os.link", "os.write", "shutil.move", "shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.copytree",
    "np.save", "np.savez", "np.savez_compressed", "csv.write_csv", "csv.CSVWriter", "parquet.ParquetWriter", "parquet.write_table",
    "sqlite3.connect", "ZipFile", "zipfile.ZipFile", "tarfile.open",
}  # fmt: skip


def writes(source: str) -> Iterator[str]:
    """Calls that write a file or give it a name, unless it is called a draft, or is the open file of one."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        called = ast.unparse(call.func)
        method = called.rpartition(".")[2]
        renames = method != "replace" or (len(call.args) == 1 and not call.keywords)  # of a text it takes two
        if (
            called in FUNCTIONS
            or (method in METHODS and renames)
            or (method == "open" and opens_to_write(call))
        ):
            names = {node.id for node in ast.walk(call) if isinstance(node, ast.Name)}
            if not any(name.startswith("draft") for name in names):
                yield f"line {call.lineno}: {ast.unparse(call)}"


def opens_to_write(call: ast.Call) -> bool:
    constants = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
    return any(re.fullmatch("[rb+t]*[wax+][rbt+]*", text) for text in constants if isinstance(text, str))


def test_only_drafts_are_written() -> None:
    found = {str(path.relative_to(SOURCE)): [*writes(path.read_text())] for path in SOURCE.rglob("*.py")}
    assert {place for place in NOT_KEPT if not found[place]} == set(), (
        "it writes nothing: take it off the list"
    )
    strays = {place: calls for place, calls in found.items() if calls and place not in {*NOT_KEPT, PLACE}}
    assert strays == {}, f"write it through {PLACE}"
