"""What browsers are told to refuse: everything that does not come from this site."""

from collections.abc import Callable
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse

Answer = Callable[[HttpRequest], HttpResponseBase]

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def content_security_policy(*, https: bool, sign_in_at: str = "") -> dict[str, list[str] | bool]:
    """Own files only; no inline script or style, so templates carry no `style=` and no `<script>` with code.

    sign_in_at: the server to which a form of ours leads on, or "".
    """
    parts = urlsplit(sign_in_at)
    elsewhere = [f"{parts.scheme}://{parts.netloc}"] if sign_in_at else []
    policy: dict[str, list[str] | bool] = {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *elsewhere],
        "frame-ancestors": [SELF],
    }
    if https:
        policy["upgrade-insecure-requests"] = True
    return policy


def permissions_policy(get_response: Answer) -> Answer:
    """Middleware: this site asks for no camera, no position and no payment, and lets nothing embedded ask either."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return answer


def https_for_programs(get_response: Answer) -> Answer:
    """Middleware: a program that forgot HTTPS is told so. Led there, it would go on sending its key in the clear."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if settings.SECURE_SSL_REDIRECT and request.path_info.startswith("/api/") and not request.is_secure():
            return JsonResponse(
                {"detail": "Ask by HTTPS. If you sent a key, end it and make another"}, status=403
            )
        return get_response(request)

    return answer
