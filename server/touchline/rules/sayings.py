"""What the product says: the texts of the changed files that hold no tests and no prose."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from touchline.rules.changed_code import dropped_texts
from touchline.rules.filechange import FileChange
from touchline.rules.holders import Holders


class Sayings:
    """The changed files of the product, asked for what they say no more."""

    def __init__(self, product: Sequence[FileChange]) -> None:
        self._product = product

    def is_unsaid(self, text: str) -> bool:
        """Whether the product said a text before and says it no more."""
        said = text.encode("utf-8", "surrogateescape")
        before, after = self._holders
        if not any(said in self._product[at].product.before for at in before.of(said)):
            return False
        return not any(said in self._product[at].product.after for at in after.of(said))

    @cached_property
    def unsaid_texts(self) -> frozenset[str]:
        """The sentences that the product says no more, where it says nothing in their place."""
        left = "\n".join((f.change.after or b"").decode("utf-8", "replace") for f in self._product)
        return frozenset(
            text for file in self._product for text in dropped_texts(file) if text not in left
        )

    @cached_property
    def _holders(self) -> tuple[Holders, Holders]:
        """What the product says, before and after."""
        products = [file.product for file in self._product]
        return Holders([one.before for one in products]), Holders([one.after for one in products])
