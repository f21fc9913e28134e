from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ebpages.accounts.kept_form import OPENED_BY, signed

register = template.Library()


@register.simple_tag(takes_context=True)
def opened_by(context: dict[str, Any]) -> SafeString:
    """Within a form in which much is typed: it is kept too where its person has signed out meanwhile."""
    return format_html('<input type="hidden" name="{}" value="{}">', OPENED_BY, signed(context["request"]))
