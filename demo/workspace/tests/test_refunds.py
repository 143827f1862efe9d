from decimal import Decimal

from cart.refunds import refund


def test_everything_returned_gives_everything_back():
    assert refund(Decimal("30.00"), returned=3, items=3) == Decimal("30.00")


def test_nothing_returned_gives_nothing_back():
    assert refund(Decimal("30.00"), returned=0, items=3) == 0
