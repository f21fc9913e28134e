"""Compile the interface's catalogues when a wheel is built, so that an installed package speaks both languages."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        site = Path(self.root) / "src" / "ebpages" / "site"
        catalogues = runpy.run_path(str(site / "catalogues.py"))
        catalogues["compile_catalogues"](site / "locale")
