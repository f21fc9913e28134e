"""Sessions that have ended."""

from django_tasks import task

from ebpages.accounts.sessions import SessionStore


@task
def remove_ended() -> None:
    SessionStore.clear_expired()
