"""A published profile in the words of schema.org."""

from typing import Any

from ebpages.exchange.shapes import ProfileView

_EXAMPLE = (
    {"@language": "bg", "@value": "Измислен профил за пример."},
    {"@language": "en", "@value": "An invented profile, as an example."},
)


def as_linked_data(view: ProfileView, site: str) -> dict[str, Any]:
    """site: what stands before an address. The owner stands there only where everybody may know it."""
    words = view.words
    owner = (
        {"@type": "Organization", "name": view.owner, "url": site + view.owner_url} if view.owner else None
    )
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Demand" if view.content.is_request else "Offer",
        "@id": site + view.url,
        "identifier": view.reference,
        "url": site + view.url,
        "name": {"@language": words.text_language, "@value": words.title},
        "description": {"@language": words.text_language, "@value": words.summary},
        "category": words.type_name,
        "inLanguage": [code for code, _name in words.languages],
        "availabilityStarts": view.published_at.isoformat(),
        "availabilityEnds": view.expires_on.isoformat(),
        "areaServed": list(view.content.partner_countries),
        "disambiguatingDescription": _EXAMPLE if view.is_example else None,
        "keywords": [*view.content.market_keywords, *view.content.technology_keywords],
        "seller": owner,
    }
    if view.content.is_request and owner:
        described["potentialAction"] = {"@type": "BuyAction", "agent": described.pop("seller")}
    return {key: value for key, value in described.items() if value}
