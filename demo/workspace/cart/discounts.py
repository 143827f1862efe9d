"""What a customer saves on a large cart."""

from decimal import Decimal

THRESHOLD = Decimal(100)
RATE = Decimal("0.1")


def discount(subtotal: Decimal) -> Decimal:
    """Ten percent of everything from a hundred up, else nothing."""
    return subtotal * RATE if subtotal >= THRESHOLD else Decimal(0)
