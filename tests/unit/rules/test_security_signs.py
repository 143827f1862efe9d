"""What the patterns of unsafe settings find has a sign, without which they are not tried."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchline.rules import security_signs

_SIGNS = [(texts, pattern) for texts, pattern, _ in (*security_signs.CODE, *security_signs.SCRIPT)]


@pytest.mark.parametrize(("texts", "pattern"), _SIGNS)
@settings(max_examples=200, deadline=None)
@given(st.data())
def test_what_a_pattern_finds_has_a_sign(texts: str, pattern: str, data: st.DataObject) -> None:
    """Whatever text a pattern finds, one of the texts beside it is in there."""
    found = data.draw(st.from_regex(re.compile(pattern, re.MULTILINE)))
    assert any(text in found for text in texts.split())
