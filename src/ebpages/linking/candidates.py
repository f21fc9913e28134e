"""Which pairs of rows are compared at all, as SQL that DuckDB and Spark both read: those that share something few rows have.

Tables: left_records, right_records, left_tokens, right_tokens, left_acronyms, right_acronyms as `preparation` gives them;
`positions` holds the numbers 1 to 60. Every query answers one table. Numbers that are summed are whole thousandths of a bit, so that
no engine's order of summing shows.
"""

from collections.abc import Mapping

SIDES = ("left", "right")
# A short list cannot tell what is rare: its words count as if the list had this many names.
FEWEST_NAMES = 20_000
# What a word of a kind holds at least, as a share of all names: w words of their own, c common ones, p places, n numbers.
_SHARE_OF_KIND = {"w": 0.0, "c": 1 / 500, "p": 1 / 300, "n": 1 / 100}
SHORTEST_RESPELT = 5
_KNOWN_WORD = 6  # names that hold it: two such words that differ in a letter are two words
# Pairs that one shared value may give: what more rows share is too common to look them all through.
_MOST_PAIRS = {
    "identifier": 400, "host": 100, "name": 100, "name_and_place": 400, "word": 100, "respelt": 60, "two_words": 60,
    "word_and_place": 60, "beginning_and_place": 30, "acronym_and_place": 40, "acronym": 4,
}  # fmt: skip
_BEGINNING = 6  # letters of a name's sound
_LONG_ACRONYM = 4
_WORDS_OF_A_NAME = 4  # the rarest, of which pairs are made


def vocabulary(rows: int) -> str:
    """Each unit: how many rows of each side hold it, and how much it tells, in thousandths of a bit. rows: of both sides."""
    size = max(rows, FEWEST_NAMES)
    floor = " ".join(f"WHEN '{kind}' THEN {share * size:.3f}e0" for kind, share in _SHARE_OF_KIND.items())
    return f"""
        SELECT unit, kind, in_left, in_right,
               CAST(round(1000 * log2({size}e0 / greatest(in_left + in_right, CASE kind {floor} END))) AS BIGINT) AS bits
        FROM (SELECT unit, min(kind) AS kind, sum(of_left) AS in_left, sum(1 - of_left) AS in_right
              FROM (SELECT unit, kind, 1 AS of_left FROM left_tokens UNION ALL SELECT unit, kind, 0 AS of_left FROM right_tokens) AS of_both
              GROUP BY unit) AS counted"""


def weighed_tokens(side: str) -> str:
    """The units of a side's names with what each tells; rank 1 is the rarest of its name."""
    return f"""
        SELECT t.n, t.unit, t.word, v.bits, v.in_left * v.in_right AS pairs,
               row_number() OVER (PARTITION BY t.n ORDER BY v.bits DESC, t.unit) AS rank
        FROM {side}_tokens AS t JOIN vocabulary AS v ON v.unit = t.unit"""


def weighed_records(side: str) -> str:
    """The records of a side with what all of their name tells."""
    return f"""
        SELECT r.*, coalesce(w.bits, 0) AS bits, coalesce(w.units, 0) AS units
        FROM {side}_records AS r
        LEFT JOIN (SELECT n, sum(bits) AS bits, count(*) AS units FROM {side}_words GROUP BY n) AS w ON w.n = r.n"""


def places(rows: int) -> str:
    """How much each place tells that two rows share, in thousandths of a bit."""
    size = max(rows, FEWEST_NAMES)
    return f"""
        SELECT place, CAST(round(1000 * log2({size}e0 / greatest(count(*), {size / 100:.3f}e0))) AS BIGINT) AS bits
        FROM (SELECT place FROM left_records UNION ALL SELECT place FROM right_records) AS of_both
        WHERE place <> '' GROUP BY place"""


def respelt() -> str:
    """Units of either side that differ in a letter or two, of which one at least is rare: both give one text with a letter left out."""
    own = f"SELECT unit, in_left, in_right, bits FROM vocabulary WHERE kind = 'w' AND length(unit) >= {SHORTEST_RESPELT}"
    shortened = f"""
        SELECT o.unit, o.in_left, o.in_right, o.bits, concat(substr(o.unit, 1, p.i - 1), substr(o.unit, p.i + 1)) AS shorter
        FROM ({own}) AS o JOIN positions AS p ON p.i <= length(o.unit)
        UNION ALL SELECT unit, in_left, in_right, bits, unit AS shorter FROM ({own}) AS o"""
    return f"""
        SELECT DISTINCT a.unit AS left_unit, b.unit AS right_unit, least(a.bits, b.bits) AS bits, a.in_left * b.in_right AS pairs
        FROM ({shortened}) AS a JOIN ({shortened}) AS b ON b.shorter = a.shorter
        WHERE a.in_left > 0 AND b.in_right > 0 AND a.unit <> b.unit
          AND (a.in_left + a.in_right < {_KNOWN_WORD} OR b.in_left + b.in_right < {_KNOWN_WORD})
          AND a.in_left * b.in_right <= {_MOST_PAIRS["respelt"]}
          AND (levenshtein(a.unit, b.unit) = 1 OR least(length(a.unit), length(b.unit)) > {SHORTEST_RESPELT + 1})"""


def candidates() -> Mapping[str, str]:
    """A query for each way in which two rows can come to be compared: l, r, and whether one has the initials of the other."""
    most = _MOST_PAIRS
    rare = f"SELECT n, unit AS shared FROM {{side}}_words WHERE pairs BETWEEN 1 AND {most['word']}"
    common = f"SELECT n, unit, rank FROM {{side}}_words WHERE pairs > {most['word']} AND rank <= {_WORDS_OF_A_NAME}"
    two_words = f"""
        SELECT a.n, concat(least(a.unit, b.unit), ' ', greatest(a.unit, b.unit)) AS shared
        FROM ({common}) AS a JOIN ({common}) AS b ON b.n = a.n AND b.rank > a.rank"""
    word_and_place = f"""
        SELECT w.n, concat(w.unit, ' ', r.place) AS shared FROM ({common}) AS w JOIN {{side}}_records AS r ON r.n = w.n WHERE r.place <> ''"""
    beginning = f"""
        SELECT n, concat(substr(key, 1, {_BEGINNING}), ' ', place) AS shared FROM {{side}}_records
        WHERE place <> '' AND length(key) >= {_BEGINNING}"""

    def of_records(what: str, condition: str) -> str:
        return f"SELECT n, {what} AS shared FROM {{side}}_records WHERE {condition}"

    found = {
        "identifier": of_records("entity", "entity <> ''"),
        "number": of_records("number", "number <> ''"),
        "host": of_records("host", "host <> ''"),
        "name": of_records("key", "key <> ''"),
        "name_and_place": of_records("concat(key, ' ', place)", "key <> '' AND place <> ''"),
        "word": rare,
        "two_words": two_words,
        "word_and_place": word_and_place,
        "beginning_and_place": beginning,
    }
    left, right = SIDES
    queries = {
        name: _sharing(rows.format(side=left), rows.format(side=right), most.get(name, most["identifier"]))
        for name, rows in found.items()
    }
    queries["respelt"] = """
        SELECT a.n AS l, b.n AS r, 0 AS acronym
        FROM respelt AS v JOIN left_words AS a ON a.unit = v.left_unit JOIN right_words AS b ON b.unit = v.right_unit"""
    for name, spelt in (("acronym_left", "right"), ("acronym_right", "left")):
        queries[name] = _acronyms(spelt)
    return queries


def _sharing(left: str, right: str, most: int, acronym: int = 0) -> str:
    """Pairs of rows that share a value which gives at most so many pairs. left, right: queries of n, shared."""
    return f"""
        SELECT a.n AS l, b.n AS r, {acronym} AS acronym
        FROM (SELECT x.shared FROM (SELECT shared, count(*) AS rows_of FROM ({left}) AS q GROUP BY shared) AS x
              JOIN (SELECT shared, count(*) AS rows_of FROM ({right}) AS q GROUP BY shared) AS y ON y.shared = x.shared
              WHERE x.rows_of * y.rows_of <= {most}) AS few
        JOIN ({left}) AS a ON a.shared = few.shared JOIN ({right}) AS b ON b.shared = few.shared"""


def _acronyms(spelt: str) -> str:
    """Pairs of which one is, or carries, the initials of the other, in one place or where hardly any other does. spelt: whose words."""

    def of(side: str, with_place: bool) -> str:
        letters = f"a.spelt = {'true' if side == spelt else 'false'}"
        if not with_place:
            return f"SELECT a.n, a.letters AS shared FROM {side}_acronyms AS a WHERE {letters} AND length(a.letters) >= {_LONG_ACRONYM}"
        return f"""
            SELECT a.n, concat(a.letters, ' ', r.place) AS shared
            FROM {side}_acronyms AS a JOIN {side}_records AS r ON r.n = a.n WHERE {letters} AND r.place <> ''"""

    near = _sharing(of("left", True), of("right", True), _MOST_PAIRS["acronym_and_place"], 1)
    anywhere = _sharing(of("left", False), of("right", False), _MOST_PAIRS["acronym"], 1)
    return f"{near} UNION ALL {anywhere}"
