"""Configuration facts: what CI runs, and how strict the checks of a project are set."""

from touchline.syntax.config.command import Command
from touchline.syntax.config.documents import parses, rows_of
from touchline.syntax.config.pipeline import Pipeline, pipeline
from touchline.syntax.config.setting import Setting
from touchline.syntax.config.settings import settings
from touchline.syntax.config.texts import options

__all__ = ["Command", "Pipeline", "Setting", "options", "parses", "pipeline", "rows_of", "settings"]
