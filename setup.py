"""Packs resources/ and the compiled translations/ into the wheel, beside the code."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent


class BuildWithResources(build_py):
    """The usual build, then the two folders the program reads at run time."""

    def run(self) -> None:
        """Copy the folders into the built package; an editable install reads the checkout."""
        super().run()
        if self.editable_mode:
            return
        package = Path(self.build_lib) / "workshopdesk"
        shutil.copytree(HERE / "resources", package / "_resources", dirs_exist_ok=True)
        for catalogue in sorted((HERE / "translations").glob("*/LC_MESSAGES/*.mo")):
            target = package / "_translations" / catalogue.relative_to(HERE / "translations")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(catalogue, target)


setup(cmdclass={"build_py": BuildWithResources})
