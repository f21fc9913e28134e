"""What can be wrong with a command of `ebpages mapping` that its user can mend; each says how in its message."""

from ebpages.declared.schema import BrokenDeclaration
from ebpages.mapping.definitions.checkpoint import OtherCheckpoint
from ebpages.mapping.definitions.inputs import TooLittle
from ebpages.mapping.definitions.search import UnknownCandidate
from ebpages.mapping.panels.panel import ReplacedPanel, UnknownPanel, UnreadablePanel, UnusableName
from ebpages.mapping.result_file import CannotWrite
from ebpages.mapping.runner.task import EngineMissing, TaskFailed


class CannotBeAsked(ValueError):
    """A panel, rule set or category that there is not, or an option that says nothing; the message lists what there is."""


PROBLEMS = (
    BrokenDeclaration,
    CannotBeAsked,
    CannotWrite,
    EngineMissing,
    OtherCheckpoint,
    ReplacedPanel,
    TaskFailed,
    TooLittle,
    UnknownCandidate,
    UnknownPanel,
    UnreadablePanel,
    UnusableName,
)
