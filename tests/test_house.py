"""The house keeps its measures: short files and functions, docstrings, no import cycle."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import grimp
import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "workshopdesk"
MODULES = sorted(SOURCE.rglob("*.py"))


def percentile(values: list[int], share: float) -> int:
    """The value that ``share`` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_files_stay_short() -> None:
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES]
    assert statistics.median(lengths) <= 150
    assert percentile(lengths, 0.95) <= 500


def test_functions_stay_short() -> None:
    lengths = [
        (f.end_lineno or f.lineno) - f.lineno + 1
        for path in MODULES
        for f in functions(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert statistics.median(lengths) <= 10
    assert percentile(lengths, 0.95) <= 40


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_every_module_says_what_it_hides(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_no_import_cycle() -> None:
    graph = grimp.build_graph("workshopdesk", include_external_packages=False)
    seen: dict[str, int] = {}

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert seen.get(module) != 1, " -> ".join((*path, module))
        if module in seen:
            return
        seen[module] = 1
        for imported in sorted(graph.find_modules_directly_imported_by(module)):
            visit(imported, (*path, module))
        seen[module] = 2

    for module in sorted(graph.modules):
        visit(module, ())
