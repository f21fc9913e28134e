"""Answers that may be open: yes, no, or cannot be told from what is published."""

from enum import IntEnum


class Answer(IntEnum):
    NO = 0
    YES = 1
    CANNOT_BE_TOLD = 2

    @property
    def word(self) -> str:
        return self.name.lower()


WORDS = tuple(answer.word for answer in Answer)
