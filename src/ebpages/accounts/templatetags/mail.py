import re

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def mail_paragraphs(text: str, address: str) -> SafeString:
    """Paragraphs of an e-mail. Only addresses of this site become links: others came from somebody else."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return format_html_join("\n", "<p>{}</p>", ((_with_links(each, address),) for each in paragraphs))


def _with_links(paragraph: str, address: str) -> SafeString:
    ours = re.compile(rf"({re.escape(address)}(?:/\S*)?)(?=\s|$)")
    parts = [
        format_html('<a href="{}" style="color:#0B5A6F">{}</a>', part, part)
        if ours.fullmatch(part)
        else escape(part)
        for part in ours.split(paragraph)
    ]
    return mark_safe("".join(parts).replace("\n", "<br>\n"))  # noqa: S308 - each part was escaped
