"""Change set and spec in, report out; what is known of unchanged files is kept."""

from touchline.review.reviewer import Reviewer, summary

__all__ = ["Reviewer", "summary"]
