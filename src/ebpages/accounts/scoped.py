"""Private rows cannot be read without saying who reads: there is no other way in, so that no filter can be forgotten."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models

from ebpages.accounts.reader import Reader


class NobodyAsks(RuntimeError):
    """Private rows were asked for without a reader: a mistake in the program, which shows nothing to anybody."""


class PrivateRows(models.QuerySet[Any]):
    """Rows that only some may see. The model says who, in `seen_by(reader)`, as a condition.

    Query with `.seen_by(reader)`; actions and tasks, which have asked for a permission before, with `.for_writing()`.
    """

    _opened = False

    def seen_by(self, reader: Reader) -> Self:
        rows = self._open()
        return rows if reader.operator else rows.filter(self.model.seen_by(reader))

    def for_writing(self) -> Self:
        return self._open()

    def _open(self) -> Self:
        rows = self._chain()
        rows._opened = True
        return rows

    def _clone(self) -> Self:
        rows = super()._clone()
        rows._opened = self._opened
        return rows

    def _must_be_open(self) -> None:
        if not self._opened:
            raise NobodyAsks(f"{self.model.__name__}: say who reads, with seen_by(reader)")

    def _fetch_all(self) -> None:
        self._must_be_open()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._must_be_open()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._must_be_open()
        return super().count()

    def exists(self) -> bool:
        self._must_be_open()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._must_be_open()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._must_be_open()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._must_be_open()
        return super().delete()


class PrivateModel(models.Model):
    """A table of private rows. `objects` and what leads from other rows to these are scoped; `everything` is for Django's own keeping of
    references."""

    objects = PrivateRows.as_manager()
    everything = models.Manager()  # noqa: DJ012 - the check takes a manager for a field

    class Meta:
        abstract = True
        base_manager_name = "everything"
        default_manager_name = "objects"

    @classmethod
    def seen_by(cls, reader: Reader) -> models.Q:
        raise NotImplementedError


NOTHING = models.Q(pk__in=())


def of_organisation(public_id: str, field: str = "organisation") -> models.Q:
    """Rows of an organisation, also those written of an id that leads to it now."""
    return of_organisations((public_id,), field)


def of_organisations(public_ids: Iterable[str], field: str = "organisation") -> models.Q:
    wanted = tuple(public_ids)
    return models.Q(**{f"{field}__in": wanted}) | models.Q(**{f"{field}__heir__in": wanted})
