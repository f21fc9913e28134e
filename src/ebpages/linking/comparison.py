"""How much speaks for and against each pair, as SQL that DuckDB and Spark both read.

Each pair gets its features, a weighted sum of them in thousandths of a logit, and then what its rivals leave of it: of two rows that fit
equally well, neither is certain. Weights: `model`.
"""

from collections.abc import Mapping

from ebpages.linking.candidates import FEWEST_NAMES

UNKNOWN = "''"
LEAST_KEPT = -6000  # thousandths of a logit: below it a pair is nobody's rival
_TIE = 1000  # so near are pairs that fit equally well

# What two identifiers say of each other.
EQUAL, BRANCH, SAME_NUMBER, NEAR, OTHER, OTHER_NUMBER, OTHER_BRANCH = range(1, 8)
_IDENTIFIERS = f"""
    CASE WHEN x.identifier <> '' AND x.identifier = y.identifier THEN {EQUAL}
         WHEN x.entity <> '' AND x.entity = y.entity AND length(x.identifier) <> length(y.identifier) THEN {BRANCH}
         WHEN x.entity <> '' AND x.entity = y.entity THEN {OTHER_BRANCH}
         WHEN x.number <> '' AND x.number = y.number THEN {SAME_NUMBER}
         WHEN x.entity <> '' AND y.entity <> '' THEN {OTHER}
         WHEN concat(x.identifier, x.number) = '' OR concat(y.identifier, y.number) = '' THEN 0
         WHEN levenshtein(concat(x.identifier, x.number), concat(y.identifier, y.number)) = 1 THEN {NEAR}
         ELSE {OTHER_NUMBER} END"""
# Whether one form became the other, or is often written for it: a company that gets a second owner, or shares.
_NEAR_FORMS = (
    ("limited", "single_limited"),
    ("joint_stock", "single_joint_stock"),
    ("limited", "joint_stock"),
)

# Name of a feature -> its value, from the columns of `compared`. Those of names are in bits. A name is whole where the other has all
# of its words, in whatever order or language.
FEATURES: Mapping[str, str] = {
    "size": "log_rows",
    "shared": "least(shared, 12000) / 1e3",
    "shared_beyond": "least(greatest(shared - 12000, 0), 24000) / 1e3",
    "respelt": "least(respelt, 16000) / 1e3",
    "left_over_of_one": "least(greatest(left_over_l, left_over_r), 16000) / 1e3",
    "left_over_of_both": "least(least(left_over_l, left_over_r), 16000) / 1e3",
    "left_over_in_two_scripts": "CASE WHEN two_scripts = 1 THEN least(least(left_over_l, left_over_r), 16000) / 1e3 ELSE 0e0 END",
    "name_equal": "CASE WHEN whole = 1 THEN 1e0 ELSE 0e0 END",
    "similar": "CASE WHEN whole = 1 THEN 1e0 WHEN similarity > 6e-1 THEN (similarity - 6e-1) / 4e-1 ELSE 0e0 END",
    "numerals_differ": "CASE WHEN numerals = 2 THEN 1e0 ELSE 0e0 END",
    "name_unknown": "CASE WHEN name_unknown = 1 THEN 1e0 ELSE 0e0 END",
    "acronym": "acronym * 1e0",
    "place_equal": "CASE WHEN place = 1 THEN 1e0 ELSE 0e0 END",
    "place_rare": "place_bits / 1e3",
    "place_differs": "CASE WHEN place = 2 THEN 1e0 ELSE 0e0 END",
    "form_equal": "CASE WHEN form = 1 THEN 1e0 ELSE 0e0 END",
    "form_differs": "CASE WHEN form = 2 THEN 1e0 ELSE 0e0 END",
    "website_equal": "CASE WHEN website = 1 THEN 1e0 ELSE 0e0 END",
    "website_differs": "CASE WHEN website = 2 THEN 1e0 ELSE 0e0 END",
    "identifier_equal": f"CASE WHEN identifiers = {EQUAL} THEN 1e0 ELSE 0e0 END",
    "identifier_equal_name_other": f"CASE WHEN identifiers = {EQUAL} AND name_other = 1 THEN 1e0 ELSE 0e0 END",
    "identifier_of_branch": f"CASE WHEN identifiers = {BRANCH} THEN 1e0 ELSE 0e0 END",
    "number_equal": f"CASE WHEN identifiers = {SAME_NUMBER} THEN 1e0 ELSE 0e0 END",
    "identifier_near": f"CASE WHEN identifiers = {NEAR} THEN 1e0 ELSE 0e0 END",
    "number_differs": f"CASE WHEN identifiers = {OTHER_NUMBER} THEN 1e0 ELSE 0e0 END",
}


def compared(part: int, parts: int, rows: int) -> str:
    """The pairs of one part of the left rows with all that is known of them. rows: of both sides.

    Two valid identifiers that differ are two organisations, whatever their names: such pairs are not weighed.
    """
    near = " OR ".join(
        f"(x.form = '{a}' AND y.form = '{b}') OR (x.form = '{b}' AND y.form = '{a}')" for a, b in _NEAR_FORMS
    )
    return f"""
        WITH pair AS (
            SELECT c.l, c.r, max(c.acronym) AS acronym FROM candidates AS c WHERE c.l % {parts} = {part} GROUP BY c.l, c.r
        ), beside AS (
            SELECT p.l, p.r, p.acronym AS found_by_acronym, {_IDENTIFIERS} AS identifiers,
                   x.bits AS bits_l, y.bits AS bits_r,
                   CASE WHEN x.key = y.key AND x.key <> '' THEN 1 ELSE 0 END AS name_equal,
                   CASE WHEN x.key = '' OR y.key = '' THEN 1 ELSE 0 END AS name_unknown,
                   CASE WHEN x.key = '' OR y.key = '' THEN 0e0 WHEN x.key = y.key THEN 1e0
                        ELSE 1e0 - levenshtein(x.key, y.key) / CAST(greatest(length(x.key), length(y.key)) AS DOUBLE) END AS similarity,
                   CASE WHEN x.script <> '' AND y.script <> '' AND x.script <> y.script THEN 1 ELSE 0 END AS two_scripts,
                   CASE WHEN x.numerals = '' OR y.numerals = '' THEN 0 WHEN x.numerals = y.numerals THEN 1 ELSE 2 END AS numerals,
                   CASE WHEN x.place = '' OR y.place = '' THEN 0 WHEN x.place = y.place THEN 1 ELSE 2 END AS place,
                   CASE WHEN x.place = y.place THEN coalesce(pl.bits, 0) ELSE 0 END AS place_bits,
                   CASE WHEN x.form = '' OR y.form = '' THEN 0 WHEN x.form = y.form THEN 1 WHEN {near} THEN 0 ELSE 2 END AS form,
                   CASE WHEN x.host = '' OR y.host = '' THEN 0 WHEN x.host = y.host THEN 1 ELSE 2 END AS website
            FROM pair AS p JOIN left_weighed AS x ON x.n = p.l JOIN right_weighed AS y ON y.n = p.r
            LEFT JOIN places AS pl ON pl.place = x.place
        ), initials AS (  -- rows of one identifier are found by that, however many others have their initials
            SELECT DISTINCT b.l, b.r
            FROM beside AS b JOIN left_acronyms AS x ON x.n = b.l
            JOIN right_acronyms AS y ON y.n = b.r AND y.letters = x.letters AND y.spelt <> x.spelt
            WHERE b.identifiers IN ({EQUAL}, {BRANCH})
        ), likely AS (
            SELECT b.*, CASE WHEN i.l IS NULL THEN b.found_by_acronym ELSE 1 END AS acronym
            FROM beside AS b LEFT JOIN initials AS i ON i.l = b.l AND i.r = b.r
            WHERE b.identifiers NOT IN ({OTHER}, {OTHER_BRANCH})
        ), same AS (
            SELECT p.l, p.r, sum(a.bits) AS bits
            FROM likely AS p JOIN left_words AS a ON a.n = p.l JOIN right_words AS b ON b.n = p.r AND b.unit = a.unit
            GROUP BY p.l, p.r
        ), nearly AS (
            SELECT p.l, p.r, sum(v.bits) AS bits
            FROM likely AS p JOIN left_words AS a ON a.n = p.l JOIN respelt AS v ON v.left_unit = a.unit
            JOIN right_words AS b ON b.n = p.r AND b.unit = v.right_unit
            GROUP BY p.l, p.r
        ), joined AS (
            SELECT p.*, least(bits_l, bits_r) AS most,
                   CASE WHEN p.name_equal = 1 THEN least(bits_l, bits_r) ELSE coalesce(s.bits, 0) END AS shared,
                   coalesce(v.bits, 0) AS near_bits
            FROM likely AS p LEFT JOIN same AS s ON s.l = p.l AND s.r = p.r LEFT JOIN nearly AS v ON v.l = p.l AND v.r = p.r
        ), measured AS (
            SELECT *, least(near_bits, greatest(most - shared, 0)) AS respelt,
                   CASE WHEN name_equal = 1 OR (shared > 0 AND shared >= bits_l AND shared >= bits_r) THEN 1 ELSE 0 END AS whole
            FROM joined
        )
        SELECT *, log2({max(rows, FEWEST_NAMES)}e0) AS log_rows,
               CASE WHEN name_equal = 1 THEN 0 ELSE greatest(bits_l - shared - respelt, 0) END AS left_over_l,
               CASE WHEN name_equal = 1 THEN 0 ELSE greatest(bits_r - shared - respelt, 0) END AS left_over_r,
               CASE WHEN name_unknown = 0 AND shared = 0 AND respelt = 0 AND similarity < 5e-1 AND acronym = 0 AND two_scripts = 0
                    THEN 1 ELSE 0 END AS name_other
        FROM measured"""


KEPT = (
    "l", "r", "identifiers", "acronym", "name_equal", "name_unknown", "name_other", "two_scripts", "numerals", "place", "form", "website",
    "left_over_l", "left_over_r",
)  # fmt: skip


def weighed(part: int, parts: int, rows: int, weights: Mapping[str, float], intercept: float) -> str:
    """The pairs of one part with the sum of what speaks for them; what can neither be one nor a rival is left out."""
    terms = " + ".join(f"({weights[name]}e0) * {value}" for name, value in FEATURES.items())
    return f"""
        SELECT * FROM (SELECT {", ".join(KEPT)}, CAST(round(1000 * ({intercept}e0 + {terms})) AS BIGINT) AS logit
                       FROM ({compared(part, parts, rows)}) AS c) AS w
        WHERE logit >= {LEAST_KEPT}"""


def rivals() -> str:
    """What stands beside each pair: how far it is below the best of its left and of its right row, and how many fit as well."""

    def beside(side: str) -> str:
        near = f"OVER (PARTITION BY {side} ORDER BY logit RANGE BETWEEN {_TIE} PRECEDING AND UNBOUNDED FOLLOWING)"
        return (
            f"logit - max(logit) OVER (PARTITION BY {side}) AS below_{side}, count(*) {near} AS ties_{side}"
        )

    return f"SELECT *, {beside('l')}, {beside('r')} FROM weighed"


RIVAL_FEATURES: Mapping[str, str] = {
    "logit": "logit / 1e3",
    "below": "greatest(least(below_l, below_r), -8000) / 1e3",
    "best": "CASE WHEN below_l = 0 AND below_r = 0 THEN 1e0 ELSE 0e0 END",
    "ties": "log2(CAST(greatest(ties_l, ties_r) AS DOUBLE))",
}
_CONTRADICTED = (
    0,
    400,
)  # thousandths of a logit: equal identifiers of names that contradict are shown, as .5 to .6


def decided(weights: Mapping[str, float], intercept: float, threshold: int) -> str:
    """The pairs that are one organisation, with the logit of it. threshold: in thousandths of a logit."""
    terms = " + ".join(f"({weights[name]}e0) * {value}" for name, value in RIVAL_FEATURES.items())
    low, high = _CONTRADICTED
    return f"""
        SELECT {", ".join(KEPT)}, ties_l, ties_r, count(*) OVER (PARTITION BY l) AS pairs_l, count(*) OVER (PARTITION BY r) AS pairs_r,
               CASE WHEN identifiers = {EQUAL} AND name_other = 1 THEN least(greatest(total, {low + threshold}), {high + threshold})
                    WHEN identifiers = {EQUAL} THEN greatest(total, {high + threshold}) ELSE total END AS logit
        FROM (SELECT *, CAST(round(1000 * ({intercept}e0 + {terms})) AS BIGINT) AS total FROM ({rivals()}) AS q) AS t
        WHERE total >= {threshold} OR identifiers = {EQUAL}"""


def shared_words() -> str:
    """The words that the names of decided pairs share. is_entry: the glossary holds them, so that they may be translations."""
    return """
        SELECT p.l, p.r, a.word AS left_word, b.word AS right_word, a.bits, false AS respelt, substr(a.unit, 1, 1) = '=' AS is_entry
        FROM decided AS p JOIN left_words AS a ON a.n = p.l JOIN right_words AS b ON b.n = p.r AND b.unit = a.unit
        UNION ALL
        SELECT p.l, p.r, a.word AS left_word, b.word AS right_word, v.bits, true AS respelt, false AS is_entry
        FROM decided AS p JOIN left_words AS a ON a.n = p.l JOIN respelt AS v ON v.left_unit = a.unit
        JOIN right_words AS b ON b.n = p.r AND b.unit = v.right_unit"""
