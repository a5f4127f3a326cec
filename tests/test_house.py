"""The rules of the house that a machine can check."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from recoupe import languages
from recoupe.cli import app

ROOT = Path(__file__).parents[1]
DOCS = [
    path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "Makefile") if path.name != "CHANGELOG.md"
]
PLACES_OF_A_MACHINE = re.compile(r"(?<![\w.~/])/(?:work|farm|home|root|Users|tmp|opt|mnt)/\w")
INDEX_ADDRESS = re.compile(
    r"(?:--(?:extra-)?index-url|--find-links|PIP_INDEX_URL|UV_INDEX\w*)\b|https?://[^\s\"')]*/simple\b"
)


def tracked() -> list[Path]:
    """The text files of the tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("needs a git clone")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


def test_languages_have_the_same_tables() -> None:
    names = {code: set(languages.load(code).names) for code in languages.codes()}
    every = set().union(*names.values())
    gaps = {code: sorted(every - held) for code, held in names.items() if every - held}
    assert not gaps, f"write the tables that are missing: {gaps}"


def found_in_tree(pattern: re.Pattern[str]) -> list[str]:
    """File, line and match of everything that a pattern finds."""
    here = Path(__file__)
    found = []
    for path in tracked():
        if path == here or path.name == "LICENSE":
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
            found += [f"{path.relative_to(ROOT)}:{number}: {match}" for match in pattern.findall(line)]
    return found


def test_no_path_of_a_machine() -> None:
    assert found_in_tree(PLACES_OF_A_MACHINE) == []


def test_no_address_of_a_package_index() -> None:
    assert found_in_tree(INDEX_ADDRESS) == []


def test_no_file_is_large() -> None:
    assert [str(path) for path in tracked() if path.stat().st_size > 15_000_000] == []


def shown_commands() -> list[tuple[str, str]]:
    """Every `recoupe …` line of the documents, and every `make …`."""
    found = []
    for path in DOCS:
        for line in path.read_text("utf-8").splitlines():
            quoted = re.findall(r"`((?:recoupe|make) [^`]+)`", line)
            plain = re.findall(r"^(?:    |\t|\$ )@?(?:\$\(BIN\)/)?((?:recoupe|make) .+)", line)
            found += [(path.name, command) for command in (*quoted, *plain)]
    return found


def test_the_documents_show_commands() -> None:
    assert shown_commands()


@pytest.mark.parametrize(("document", "command"), sorted(set(shown_commands())))
def test_every_command_of_the_documents_exists(document: str, command: str) -> None:
    words = shlex.split(command.replace("…", ""), comments=True)
    if words[0] == "make":
        targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
        assert words[1] in targets or "=" in words[1], f"{document}: no `make {words[1]}`"
        return
    group = get_command(app)
    rest = words[1:]
    while rest and hasattr(group, "commands"):
        if rest[0].startswith("-") or not rest[0].isalpha():
            break
        assert rest[0] in group.commands, f"{document}: `{command}`: there are {', '.join(group.commands)}"
        group, rest = group.commands[rest[0]], rest[1:]
    options = {name for parameter in group.params for name in parameter.opts} | {"--help", "-h"}
    for word in rest:
        if word.startswith("--"):
            assert word.split("=")[0].rstrip("]") in options, f"{document}: `{command}`: no option {word}"


def test_every_package_is_in_the_notices() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *(name for names in project["project"]["optional-dependencies"].values() for name in names),
        *project["dependency-groups"]["build"],
    ]
    notices = (ROOT / "NOTICE.md").read_text("utf-8").lower()
    missing = [name for line in wanted if (name := re.split(r"[<>=\[; ]", line)[0]).lower() not in notices]
    assert not missing, f"name them with their licences in NOTICE.md: {missing}"


def test_the_lock_files_hold_every_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for lock, wanted in {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-dev.lock": project["project"]["optional-dependencies"]["dev"],
    }.items():
        locked = set(re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
        missing = [name for line in wanted if (name := re.split(r"[<>=\[; ]", line)[0].lower()) not in locked]
        assert not missing, f"run `make lock`: {lock} lacks {missing}"


def python_of(document: Path) -> list[str]:
    """The Python examples of a document that need no pipeline from elsewhere."""
    found = re.findall(r"```python\n(.*?)```", document.read_text("utf-8"), re.DOTALL)
    return [code for code in found if "spacy.load" not in code]


@pytest.mark.parametrize("document", ["README.md", "docs/usage.md"])
def test_the_python_of_the_documents_runs(document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = (ROOT / "examples" / "01-agence-oubangui.txt").read_text("utf-8")
    (tmp_path / "article.txt").write_text(report, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert python_of(ROOT / document)
    for code in python_of(ROOT / document):
        exec(compile(code, document, "exec"), {})
