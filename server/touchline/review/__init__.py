"""Change set and spec in, report out; what is known of unchanged files is kept."""

from touchline.review.parts import Part, Review
from touchline.review.reviewer import Reviewer
from touchline.review.track import Track, unseen

__all__ = ["Part", "Review", "Reviewer", "Track", "unseen"]
