"""Known weakenings, seeded into real test files as text.

Nothing here knows tree-sitter or Touchline's queries: places are found by regular expressions,
indentation and balanced brackets, so that a mistake in the facts can't hide in its own measure.
"""
