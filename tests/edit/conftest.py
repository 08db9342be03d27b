"""The services and the command line, for what is written after asking."""

from __future__ import annotations

from tests.enrich.conftest import _clean_environment, command, process, services, small

__all__ = ["_clean_environment", "command", "process", "services", "small"]
