"""The registry as stored: permanent rows, which no build removes, and derived ones, which every build makes again."""

from ebpages.registry.models.derived import (
    Build,
    Facet,
    FileJudgement,
    Finding,
    FoundingYear,
    Frequency,
    Judgement,
    LegalEntity,
    Organisation,
    Record,
    SourceList,
    Statement,
)
from ebpages.registry.models.permanent import Contribution, Entry, FindingAnswer, HumanJudgement, PublicId
