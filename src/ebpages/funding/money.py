"""Amounts in leva and euro, in Decimal."""

from decimal import ROUND_DOWN, Decimal

BGN_PER_EUR = Decimal("1.95583")  # the fixed rate: BNB and Council Regulation (EU) 2025/1409
NOTHING = Decimal(0)
_CENT = Decimal("0.01")


def down(amount: Decimal) -> Decimal:
    """Whole stotinki or cents, the rest cut off. Aid is a maximum: rounding up would pass it."""
    return amount.quantize(_CENT, ROUND_DOWN)


def to_bgn(eur: Decimal) -> Decimal:
    return down(eur * BGN_PER_EUR)


def to_eur(bgn: Decimal) -> Decimal:
    return down(bgn / BGN_PER_EUR)


def number(amount: Decimal | None) -> int | float | None:
    """As JSON has it; exact, since amounts have at most twelve digits before the point."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
