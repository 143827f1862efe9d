from decimal import Decimal

from cart.cart import Cart


def test_total_adds_the_prices():
    cart = Cart()
    cart.add("19.99")
    cart.add("5.01")
    assert len(cart.prices) == 2
    assert cart.total() == Decimal("25.00")
    assert cart.currency == "EUR"


def test_an_empty_cart_costs_nothing():
    assert Cart().total() == 0
