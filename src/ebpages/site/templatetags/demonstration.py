from django import template

from ebpages.accounts.queries import example_people
from ebpages.accounts.shapes import ExamplePerson
from ebpages.faces.language import active_language
from ebpages.registry.models import Entry

register = template.Library()


@register.simple_tag
def examples() -> list[tuple[ExamplePerson, str]]:
    """Whom one can be, with the name of their organisation or ""; asked only where the demonstration is on."""
    entries = Entry.objects.for_writing().filter(is_example=True, organisation__isnull=False)
    names = {entry.organisation_id: {code: name for name, code in entry.names} for entry in entries}
    return [
        (person, names.get(person.organisation, {}).get(active_language(), "")) for person in example_people()
    ]
