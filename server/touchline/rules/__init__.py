"""Rules: pure functions from a change set and its facts to findings, one file each."""
