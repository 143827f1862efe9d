"""The watch: paths whose content has settled come out, and trouble is said."""

from touchline.watch.filters import Filters
from touchline.watch.watcher import Options, Settled, Watcher

__all__ = ["Filters", "Options", "Settled", "Watcher"]
