from decimal import Decimal

from cart.discounts import discount


def test_a_small_cart_has_no_discount():
    assert discount(Decimal("99.99")) == 0


def test_a_large_cart_saves_ten_percent():
    assert discount(Decimal(200)) == Decimal(20)
