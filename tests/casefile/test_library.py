"""The examples of docs/library.md run, one after the other, on one case."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "library.md").read_text("utf-8"), re.DOTALL)
    assert len(examples) == 6
    for example in examples:
        exec(compile(example, "docs/library.md", "exec"), {})
    told = capsys.readouterr().out
    assert "01-agence-oubangui new" in told
    assert "[1, 3, 4]" in told, "the judgements that hold"
    assert " incidents" in told
