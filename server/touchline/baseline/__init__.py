"""What every watched file was when the session began."""

from touchline.baseline.baseline import Baseline
from touchline.baseline.files import Seen, content_id, look
from touchline.baseline.history import HeadMove, branch_at
from touchline.baseline.model import BaselineInfo, Entry, Limits, Progress
from touchline.baseline.state import Lock, state_dir

__all__ = [
    "Baseline",
    "BaselineInfo",
    "Entry",
    "HeadMove",
    "Limits",
    "Lock",
    "Progress",
    "Seen",
    "branch_at",
    "content_id",
    "look",
    "state_dir",
]
