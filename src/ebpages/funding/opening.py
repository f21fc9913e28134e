"""Whether a call is open on a day."""

from datetime import date

from ebpages.declared.answer import Answer
from ebpages.funding.call import Call, Terms
from ebpages.funding.condition import NO, OPEN, YES
from ebpages.funding.explanation import Explained
from ebpages.funding.sentences import Sentence


def open_on(call: Call, terms: Terms, day: date) -> Explained:
    """Cannot be told where a day is not known, or sources disagree on it."""
    opens, closes = terms.opens, terms.closes
    if opens and day < opens.first:
        return _said(NO, "open_too_early", "change_later", opens=opens.written)
    if closes and day > max(closes.last, call.disputed_end or closes.last):
        return _said(NO, "open_too_late", "change_next_call", closes=closes.written)
    if closes and day > closes.last:
        return _said(
            OPEN, "open_disputed", "change_authority", closes=closes.written, disputed=call.disputed_end
        )
    if opens is None:
        return _said(OPEN, "open_no_opening", "change_authority")
    if closes is None:
        return _said(OPEN, "open_no_closing", "change_authority")
    if day < opens.last or day > closes.first:
        within = opens if day < opens.last else closes
        return _said(OPEN, "open_within", "change_authority", written=within.written)
    return Explained(YES, (Sentence("open_yes", {"closes": closes.written}),), ())


def _said(answer: Answer, because: str, change: str, **params: object) -> Explained:
    return Explained(answer, (Sentence(because, params),), (Sentence(change),))
