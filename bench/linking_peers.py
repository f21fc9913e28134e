"""Link two registers by another package, as a process of its own: `python -m bench.linking_peers NAME FOLDER OUTPUT`.

Each gets names as `fold` gives them, and every other column as it is, blank where it is empty; thresholds are those of the packages
and of their guides (a probability of .5), never chosen on the truth.
"""

import logging
import sys
import warnings
from pathlib import Path

import pandas

from ebpages.search.folding import fold

_COLUMNS = ("identifier", "place", "legal_form", "website")


def _registers(folder: Path) -> tuple[pandas.DataFrame, pandas.DataFrame]:
    left, right = (
        pandas.read_csv(folder / f"{side}.csv", dtype=str, keep_default_na=False)
        for side in ("left", "right")
    )
    for frame in (left, right):
        frame["name"] = frame["name"].map(fold)
        frame["start"] = frame["name"].str[:5]
        frame[["name", "start", *_COLUMNS]] = frame[["name", "start", *_COLUMNS]].replace("", None)
    return left, right


def splink_defaults(folder: Path, output: Path) -> None:
    """Splink on DuckDB as its tutorials set it up: u by sampling, m by two passes of EM, blocked by identifier and first five letters."""
    import splink.comparison_library as compare
    from splink import Linker, SettingsCreator, block_on
    from splink.internals.duckdb.database_api import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="id",
        comparisons=[
            compare.JaroWinklerAtThresholds("name"),
            compare.ExactMatch("identifier"),
            compare.ExactMatch("place").configure(term_frequency_adjustments=True),
            compare.ExactMatch("legal_form"),
            compare.LevenshteinAtThresholds("website"),
        ],
        blocking_rules_to_generate_predictions=[block_on("identifier"), block_on("start")],
        retain_intermediate_calculation_columns=False,
    )
    api = DuckDBAPI()
    left, right = _registers(folder)
    linker = Linker([api.register(left), api.register(right)], settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([block_on("identifier")], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in ("start", "identifier"):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(rule))
    found = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
    found[["id_l", "id_r", "match_probability"]].to_csv(
        output, index=False, header=["left", "right", "probability"]
    )


def linkage_package(folder: Path, output: Path) -> None:
    """recordlinkage: blocked by identifier and first five letters, features at the thresholds of its guide, ECM."""
    import recordlinkage

    left, right = (frame.set_index("id") for frame in _registers(folder))
    index = recordlinkage.Index()
    index.block("identifier")
    index.block("start")
    compare = recordlinkage.Compare()
    compare.string("name", "name", method="jarowinkler", threshold=0.85, label="name")
    for column in _COLUMNS:
        compare.exact(column, column, label=column)
    pairs = index.index(left, right)
    blank = {column: (left[column].isna(), right[column].isna()) for column in _COLUMNS}
    features = compare.compute(pairs, left, right)
    for column, (of_left, of_right) in blank.items():  # two blanks are no agreement
        rows = (
            of_left.loc[pairs.get_level_values(0)].to_numpy()
            | of_right.loc[pairs.get_level_values(1)].to_numpy()
        )
        features.loc[rows, column] = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = recordlinkage.ECMClassifier().fit_predict(features)
    found.to_frame(index=False, name=["left", "right"]).to_csv(output, index=False)


PEERS = {"splink": splink_defaults, "recordlinkage": linkage_package}

if __name__ == "__main__":
    PEERS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
