"""What is in the cart and what it costs."""

from dataclasses import dataclass, field
from decimal import Decimal

from cart.discounts import discount


@dataclass
class Cart:
    """Items with their prices, in one currency."""

    currency: str = "EUR"
    prices: list[Decimal] = field(default_factory=list)

    def add(self, price: str) -> None:
        """Put an item into the cart."""
        self.prices.append(Decimal(price))

    def total(self) -> Decimal:
        """The sum of the prices, less the discount."""
        subtotal = sum(self.prices, Decimal(0))
        return subtotal - discount(subtotal)
