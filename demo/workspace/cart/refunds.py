"""What a customer gets back."""

from decimal import Decimal


def refund(total: Decimal, returned: int, items: int) -> Decimal:
    """The share of the total for the items that were returned."""
    return total * returned / items
