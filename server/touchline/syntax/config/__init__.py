"""Configuration facts: what CI runs, and how strict the checks of a project are set."""

from touchline.syntax.config.documents import parses
from touchline.syntax.config.pipeline import Command, Pipeline, pipeline
from touchline.syntax.config.setting import Setting
from touchline.syntax.config.settings import options, settings

__all__ = ["Command", "Pipeline", "Setting", "options", "parses", "pipeline", "settings"]
