"""Profiles for tests: a good offer in Bulgarian, and what makes of it what a test needs."""

from typing import Any

from ebpages.exchange.profile import Content, Protection, Texts

GOOD_TEXTS = Texts(
    title="Сензор за влага в дървесина, който измерва без пробиване",
    summary=(
        "Български институт предлага безконтактен сензор за влагата в сърцевината на дъската. "
        "Търсят се производители на сушилни за лицензионно споразумение."
    ),
    description=(
        "Влагата в сърцевината обикновено се измерва с игли, които оставят следи и бавят работата. Сензорът изпраща слаби радиовълни "
        "през дъската и по отразения сигнал изчислява влагата на дълбочина до 60 мм. Изпитан е шест месеца в сушилня за бук и дъб. "
        "Използва се в сушилни и при приемане на материал от склада."
    ),
    advantages="В сравнение с измерването с игли резултатът идва за 2 секунди вместо за 40, а грешката е под 1,5 %.",
    partner_role=(
        "Търсим производител на сушилни или измервателни уреди, който да произвежда сензора по лиценз и да го вгражда в уредите си."
    ),
)  # fmt: skip


def offer(written: Texts = GOOD_TEXTS, **changed: Any) -> Content:
    """A technology offer that can be handed in."""
    said: dict[str, Any] = {
        "type": "TO",
        "original": "bg",
        "texts": {"bg": written},
        "country": "BG",
        "trl": 6,
        "ipr": (Protection(status="granted", country="BG"),),
        "partnership_types": ("commercial_technical_assistance",),
        "partner_size": ("small", "medium"),
        "market_keywords": ("дървообработване",),
        "technology_keywords": ("materials-wood",),
        "sdg": ("9",),
    }
    return Content(**{**said, **changed})


def with_text(**changed: str) -> Content:
    """The good offer with some of its Bulgarian texts changed."""
    return offer(GOOD_TEXTS.model_copy(update=changed))
