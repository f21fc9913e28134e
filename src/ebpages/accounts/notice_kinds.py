"""What people are told: each kind of notice with its sentence, an English text of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """subject: also of the e-mail. step: the words of the link to where something can be done about it.

    In `%(…)s` stand the params of the notice: texts; {language: text}; under `person` the code of a person, whose name is asked for when
    the notice is shown; under `role` the name of a role.
    """

    subject: str
    sentence: str
    step: str


OF_ACCOUNTS: Mapping[str, NoticeKind] = {}
