from django import template

from ebpages.registry.models import Organisation

register = template.Library()


@register.filter
def organisation_name(public_id: str) -> str:
    """What an organisation is called, where only its id is known; the id of one that is no longer in the register."""
    found = Organisation.objects.filter(id=public_id).first()
    return found.heading[0] if found else public_id
