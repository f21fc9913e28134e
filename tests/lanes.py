"""`make test`: every lane of tests, three at a time, and one line for each at the end.

`python -m tests.lanes` runs all; `python -m tests.lanes unit mypy` runs the lanes named. `--long` gives every lane its
long form: the tests marked `long`, and what `--hypothesis-profile=long` searches further. Named, the lane `faults` takes its own.
"""

import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
PYTEST = (str(BIN / "pytest"), "--color=no")

HARSH = "tests/integration/robustness"  # beside the kills, in a lane of their own: they mostly wait
LONG = ("--long", "--hypothesis-profile=long", "--timeout=7200")
LONG_FAULTS = ("--long-faults", "--timeout=7200", "-s")

# On both databases: all that sends SQL first: queries, actions, migrations, locks, transactions, and one walk over every
# page. Beside SQLite only: what sends no other SQL than those tests do, and asks after words, layout, files or processes.
WITHOUT_DATABASE = (
    # panels, the search index and registers to be linked are files
    "tests/integration/linking",
    "tests/integration/mapping/commands",
    "tests/integration/mapping/test_mapping_pages.py",
    "tests/integration/mapping/test_unknown_in_the_api.py",
    "tests/integration/registry/test_search_documents.py",
    "tests/integration/robustness/mapping",
    "tests/integration/registry/test_search_falls_back.py",
    # what commands print, pages say and files hold of that which queries give
    "tests/integration/open_data/test_bulk_files.py",
    "tests/integration/open_data/test_examples.py",
    "tests/integration/observatory/test_broken_declarations.py",
    "tests/integration/observatory/test_claims.py",  # judged from what populations give
    "tests/integration/observatory/test_observatory_pages.py",
    "tests/integration/observatory/test_report.py",
    "tests/integration/observatory/test_statistics_commands.py",
    "tests/integration/observatory/test_statistics_pages.py",
    "tests/integration/own_pages/test_pages_of_editing.py",  # forms before the actions of test_editing and test_people
    "tests/integration/registry/test_commands.py",
    "tests/integration/registry/test_new_organisations.py",  # forms before those of actions/test_entries
    "tests/integration/registry/test_api.py",  # what queries give, as JSON
    "tests/integration/registry/test_kept_pages.py",
    "tests/integration/registry/test_own_lists.py",
    "tests/integration/registry/test_own_pages_shown.py",
    "tests/integration/registry/test_tables.py",
    "tests/integration/registry/views/test_addresses.py",
    # beside the walk over every page
    "tests/integration/registry/views/test_pages.py::test_every_page_is_in_the_language_of_its_address",
    "tests/integration/registry/views/test_pages.py::test_a_page_has_one_heading_and_a_title_of_its_own",
    "tests/integration/registry/views/test_pages.py::test_every_value_of_a_facet_has_a_name",
    "tests/integration/registry/views/test_pages.py::test_every_page_has_its_json",
    "tests/integration/registry/views/test_pages.py::test_a_page_says_where_its_json_is",
    # names are read once and compared in memory
    "tests/integration/reconciliation",
    # judgements are read before anything is stored; questions are counted, rows shown and pairs foreseen alike
    "tests/integration/registry/actions/test_build.py::TestHumanJudgements",
    "tests/integration/registry/actions/test_build.py::TestAListThatCannotBeRead",
    "tests/integration/registry/views/test_query_counts.py",
    "tests/integration/registry/queries/test_evidence.py::test_every_value_of_every_organisation_leads_to_a_row_that_prints_it",
    "tests/integration/registry/queries/test_evidence.py::test_every_statement_is_shown_on_its_organisations_page_or_its_rows",
    "tests/integration/registry/queries/test_evidence.py::test_every_finding_shows_the_rows_that_prove_it",
    "tests/integration/registry/test_review.py::test_pages_show_a_pair_and_lead_from_one_to_the_next",
    "tests/integration/registry/test_review.py::test_what_is_foreseen_is_what_happens",
    "tests/integration/registry/test_review.py::test_programs_do_the_same",
    "tests/integration/registry/test_review.py::test_the_queue_is_listed_by_a_command",
    "tests/integration/registry/test_review.py::test_the_queue_has_pages",
    "tests/integration/operating/test_verify.py::test_nobody_else_reads_the_database_of_a_new_installation",
    # refused before the database is asked for more than whether it is empty; what a backup is worth is asked of both
    "tests/integration/operating/test_backup.py::test_what_is_there_is_replaced_only_when_asked",
    "tests/integration/operating/test_backup.py::test_a_backup_is_private_and_replaces_no_file_unasked",
    # editions are files, and so are states of earlier days, of SQLite everywhere; the tests before these ask both side by side
    "tests/integration/imports/test_damaged_editions.py::test_the_last_sound_edition_is_shown_and_said_to_be",
    "tests/integration/imports/test_damaged_editions.py::test_a_damaged_edition_is_mended_by_importing_the_list_again",
    "tests/integration/imports/test_as_of.py::test_facets_seats_and_names_are_those_of_then",
    "tests/integration/imports/test_as_of.py::test_files_and_figures_are_of_the_day",
    "tests/integration/imports/test_as_of.py::test_one_state_serves_all_days_between_two_editions",
    "tests/integration/imports/test_as_of.py::test_pages_without_earlier_days_lead_to_those_of_today",
    # refused before anything is stored; pages of rows that were stored
    "tests/integration/robustness/test_bad_lists.py::test_a_list_that_cannot_be_read_changes_nothing",
    "tests/integration/robustness/test_bad_lists.py::test_what_stands_in_the_place_of_a_list_is_checked",
    "tests/integration/robustness/test_bad_lists.py::test_a_folder",
    "tests/integration/robustness/test_hostile_lists.py::test_nothing_of_a_list_becomes_a_part_of_a_page",
    "tests/integration/robustness/test_hostile_lists.py::test_spreadsheets_run_nothing",
    # forms and programs before the actions that the files beside them try
    "tests/integration/imports/test_pages.py",
    "tests/integration/exchange/test_api.py",  # before the actions of test_life
    "tests/integration/jobs/test_job_pages.py",
    "tests/integration/operating/test_demonstration.py",
    "tests/integration/own_pages/test_api.py",
    "tests/integration/accounts/test_sign_in_server.py",
    "tests/integration/site/test_answers.py",
    "tests/integration/site/test_open_api.py",
    "tests/integration/site/test_rate_limit.py",
    # who may open what, and what nobody else is shown: asked of rules and of pages
    "tests/integration/accounts/test_administration.py",
    "tests/integration/accounts/test_doors.py",
    "tests/integration/accounts/test_forgery.py",
    "tests/integration/accounts/test_secrets.py",
    "tests/integration/accounts/test_who_may_what.py",
    "tests/integration/exchange/test_nothing_leaks.py",
    "tests/integration/site/test_api_of_every_role.py",
    # processes of their own work on SQLite
    "tests/integration/registry/test_installed_command.py",
    "tests/integration/robustness/test_reading_survives.py",
    "tests/integration/search/test_processes.py",
    "tests/integration/operating/test_upgrade.py",  # that of earlier states is asked of both
    "tests/integration/site/test_serving.py",
    "tests/integration/site/test_settings.py",
)

# The half of the integration tests by what it costs: a lane of its own, or it would run alone at the end.
REGISTRY = ("tests/integration/registry", "tests/integration/operating")

# What takes longest by the clock first, so that none is left running alone at the end; what each costs the processors is
# in CONTRIBUTING.md. Three at a time keep two processors busy: the browser and the tests that kill builds also wait.
LANES: dict[str, tuple[str, ...]] = {
    "registry": (*PYTEST, *REGISTRY, "--database=sqlite"),
    "sqlite": (
        *PYTEST,
        "tests/integration",
        "--database=sqlite",
        *(f"--ignore={folder}" for folder in (HARSH, *REGISTRY)),
    ),
    "browser": (*PYTEST, "tests/browser"),
    "postgresql": (
        *PYTEST,
        "tests/integration",
        "--database=postgresql",
        *(f"--{'deselect' if '::' in path else 'ignore'}={path}" for path in WITHOUT_DATABASE),
    ),
    "faults": (*PYTEST, "tests/faults", HARSH, "--database=sqlite"),
    "unit": (*PYTEST, "tests/unit", "tests/bench", "tests/architecture"),
    "mypy": (str(BIN / "mypy"),),
    "spark": (*PYTEST, "tests/spark"),
    "ruff": (str(BIN / "ruff"), "check", "."),
    "format": (str(BIN / "ruff"), "format", "--check", "."),
    "imports": (str(BIN / "lint-imports"),),
}
SUMMARY = re.compile(r"^=+ (.*\d+ (?:passed|failed|error|skipped|deselected).*?) =+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outcome:
    lane: str
    passed: bool
    summary: str
    output: str


def main(arguments: list[str]) -> int:
    long = "--long" in arguments
    names = [name for name in arguments if name != "--long"]
    unknown = sorted(set(names) - set(LANES))
    if unknown:
        print(f"There is no lane {', '.join(unknown)}. The lanes: {', '.join(LANES)}.", file=sys.stderr)
        return 2
    outcomes = []
    with tempfile.TemporaryDirectory() as shared, ThreadPoolExecutor(max_workers=3) as pool:
        for outcome in pool.map(
            lambda lane: run(lane, shared, _more(lane, lane in names, long)), names or LANES
        ):
            outcomes.append(outcome)
            show(outcome)
    print()
    for outcome in outcomes:
        print(f"{outcome.lane + ':':<12}{outcome.summary:=^90}")
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def _more(lane: str, named: bool, long: bool) -> tuple[str, ...]:
    """What pytest is asked besides."""
    return (LONG if long else ()) + (LONG_FAULTS if lane == "faults" and (named or long) else ())


def run(lane: str, shared: str, more: tuple[str, ...]) -> Outcome:
    """shared: a folder in which lanes make, once, what several of them copy. more: for pytest."""
    command = LANES[lane]
    if command[: len(PYTEST)] == PYTEST:
        command = (*command, *more, f"--ready-home={shared}")
    print(f"{lane} …", flush=True)
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as output:
        status = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT).returncode
        output.seek(0)
        text = output.read()
    found = SUMMARY.findall(text)
    verdict = "1 passed" if status == 0 else "1 failed"
    summary = found[-1] if found else f"{verdict} in {time.monotonic() - start:.2f}s"
    return Outcome(lane, status == 0, f" {summary} ", text)


def show(outcome: Outcome) -> None:
    """All of a failed lane's output; of a lane that passed only what was skipped and why."""
    if not outcome.passed:
        print(f"\n--- {outcome.lane} failed ---\n{outcome.output}", flush=True)
        return
    for line in outcome.output.splitlines():
        if line.startswith("SKIPPED"):
            print(f"{outcome.lane}: {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
