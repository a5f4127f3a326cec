"""What can go wrong with a case as a whole."""

from __future__ import annotations

from recoupe.errors import RecoupeError, WrongCall


class UnusableCase(WrongCall):
    """The case cannot be opened, or what is asked for is not in it."""

    def __init__(self, place: str, found: str, remedy: str) -> None:
        super().__init__(f"{place}: {found}; {remedy}")
        self.place = place
        self.found = found
        self.remedy = remedy


class OutdatedLinks(RecoupeError):
    """Another process stored links since the records of these were fetched."""

    def __init__(self) -> None:
        super().__init__("another process linked this case meanwhile; call again")


class UnusableJudgement(WrongCall):
    """A judgement that cannot be made."""

    def __init__(self, found: str, remedy: str) -> None:
        super().__init__(f"{found}; {remedy}")
