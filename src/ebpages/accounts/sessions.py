"""Sessions that end after a time without a request, and after a longer one whatever happens."""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import DatabaseError
from django.utils import timezone

_BEGAN = "began"  # seconds; of signing in, which is kept when the session gets a new key
_STEP = timedelta(minutes=5)  # between two notes that the session is in use


class SessionStore(db.SessionStore):
    """SESSION_COOKIE_AGE: from signing in on. EBPAGES_SESSION_IDLE: since the last request. `expire_date` is whichever comes first."""

    def load(self) -> dict[str, Any]:
        row = self._get_session_from_db()
        if row is None:
            return {}
        kept: dict[str, Any] = self.decode(row.session_data)
        end = _end(kept)
        if end - row.expire_date > _STEP:
            with suppress(DatabaseError):  # reading goes on where nothing can be written
                self.model.objects.filter(pk=row.pk).update(expire_date=end)
        return kept

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        if SESSION_KEY in data:
            data.setdefault(_BEGAN, int(time.time()))
        row = super().create_model_instance(data)
        row.expire_date = _end(data)
        return row


def _end(kept: dict[str, Any]) -> datetime:
    now = timezone.now()
    began = datetime.fromtimestamp(kept.get(_BEGAN, now.timestamp()), UTC)
    return min(
        now + timedelta(seconds=settings.EBPAGES_SESSION_IDLE),
        began + timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )
