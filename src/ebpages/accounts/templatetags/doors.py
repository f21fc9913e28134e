from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(name="input")
def input_of(field: BoundField) -> SafeString:
    """A field without the text that allauth writes into it, which goes as soon as one types; the label says it."""
    field.field.widget.attrs.pop("placeholder", None)
    return field.as_widget()
