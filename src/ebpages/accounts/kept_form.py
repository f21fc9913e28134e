"""What somebody sent after their session had ended: kept until they are signed in again, so that nothing typed is lost."""

import re
import time
from contextlib import suppress

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, QueryDict

from ebpages.accounts.shapes import KeptForm
from ebpages.faces.fair_share import count_request
from ebpages.faces.forms import is_our_form

LONGEST = 500_000  # characters of a form as it is sent
KEPT_FOR, MOST = 3600, 20  # seconds; forms that one network may have kept meanwhile, since each is stored
OPENED_BY = "opened_by"  # field with the person who opened the form, signed
_KEY = "kept_form"
_SECRET = re.compile(f"token|password|code|secret|{OPENED_BY}", re.IGNORECASE)
_DOORS = frozenset({"", "administration"})  # allauth's forms have no namespace; they hold passwords and codes


def keep(request: HttpRequest) -> bool:
    """Whether it was kept: a form of ours, from a browser that was signed in. Files are not, but their names are."""
    match = request.resolver_match
    if request.method != "POST" or match is None or match.namespace in _DOORS:
        return False
    person = _who_was_signed_in(request)
    if person is None or not is_our_form(request):
        return False
    fields = request.POST.copy()
    for name in [name for name in fields if _SECRET.search(name)]:
        del fields[name]
    typed = fields.urlencode()
    if len(typed) > LONGEST or count_request(request, _KEY, KEPT_FOR) > MOST:
        return False
    files = [file.name for several in request.FILES.lists() for file in several[1]]
    request.session[_KEY] = {
        "person": person,
        "at": time.time(),
        "path": request.path,
        "typed": typed,
        "files": files,
    }
    return True


def kept(request: HttpRequest) -> KeptForm | None:
    """The form, for nobody but who was signed in when it was opened."""
    found = request.session.get(_KEY)
    if found is None or found["person"] != request.user.pk or time.time() - found["at"] > KEPT_FOR:
        return None
    fields = QueryDict(found["typed"]).lists()
    return KeptForm(
        found["path"], tuple((name, text) for name, texts in fields for text in texts), tuple(found["files"])
    )


def _who_was_signed_in(request: HttpRequest) -> int | None:
    """Who opened the form, where it says so; else whose session it was that has ended, where that is still known: signing out takes the
    cookie away.
    """
    from allauth.usersessions.models import UserSession

    with suppress(signing.BadSignature):
        person: int = signing.loads(
            request.POST.get(OPENED_BY, ""), salt=_KEY, max_age=settings.SESSION_COOKIE_AGE
        )
        return person
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return UserSession.objects.filter(session_key=key).values_list("user", flat=True).first() if key else None


def signed(request: HttpRequest) -> str:
    """Who is signed in, as a form of theirs says it."""
    return signing.dumps(request.user.pk, salt=_KEY)


def drop(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)
