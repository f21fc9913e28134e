from bench.glossary import _learn
from ebpages.exchange.matching.terms import stems

LABELS = [
    ("manufacture of wine", "производство на вино"),
    ("manufacture of beer", "производство на бира"),
    ("wine trade", "търговия с вино"),
    ("beer", "бира"),
]


def test_a_word_is_learnt_from_the_labels_that_it_alone_explains() -> None:
    learnt = {}
    for english, word, weight in _learn([(stems(en, "en"), stems(bg, "bg")) for en, bg in LABELS]):
        learnt.setdefault(english, []).append((weight, word))
    best = {english: max(words)[1] for english, words in learnt.items()}
    assert best == {
        "wine": stems("вино", "bg")[0],
        "beer": stems("бира", "bg")[0],
        "manufactur": stems("производство", "bg")[0],
        "trade": stems("търговия", "bg")[0],
    }
