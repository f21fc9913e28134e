"""Which ways of transfer fit: a function of answers, with the reasons and with what another answer would change."""

from ebpages.exchange.mechanisms.answers import (
    WrongAnswers,
    answers_of_profile,
    read_answers,
    read_answers_file,
)
from ebpages.exchange.mechanisms.choosing import Flip, Reason, Verdict, choose, flips
from ebpages.exchange.mechanisms.rules import Answers, Mechanism, Question, mechanism_rules

__all__ = [
    "Answers",
    "Flip",
    "Mechanism",
    "Question",
    "Reason",
    "Verdict",
    "WrongAnswers",
    "answers_of_profile",
    "choose",
    "flips",
    "mechanism_rules",
    "read_answers",
    "read_answers_file",
]
