"""What the patterns of unsafe settings find has a sign, without which they are not tried."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchline.rules import security_signs

_PATTERNS = [pattern for pattern, _ in (*security_signs.CODE, *security_signs.SCRIPT)]


@pytest.mark.parametrize("pattern", _PATTERNS)
@settings(max_examples=200, deadline=None)
@given(st.data())
def test_what_a_pattern_finds_has_a_sign(pattern: str, data: st.DataObject) -> None:
    """Whatever text a pattern finds, one of the signs is in it."""
    text = data.draw(st.from_regex(re.compile(pattern, re.MULTILINE)))
    assert any(sign in text for sign in security_signs.SIGNS)
