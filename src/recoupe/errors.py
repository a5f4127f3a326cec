"""What can go wrong with what the user gives: each error says what was found, where, and the next step."""

from __future__ import annotations


class RecoupeError(Exception):
    """An error that is the input's and not Recoupe's; the command line prints it as one line."""


class UnreadableFile(RecoupeError):
    """One report that is set aside. The others are still read."""

    def __init__(self, path: str, found: str, remedy: str) -> None:
        super().__init__(f"{path}: {found}; {remedy}")
        self.path = path
        self.found = found
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[str, str, str]]:
        return type(self), (self.path, self.found, self.remedy)


class WrongCall(RecoupeError):
    """The call itself cannot be carried out: nothing is read."""
