"""Whether what a parent typed is one of the school's own accounts (C034). Nothing is ever fetched."""

from urllib.parse import unquote

from accounts.rules.accounts import AccountStatus
from accounts.rules.addresses import PlatformFacts, check_account_address, clean_handle, host_of, read_address

# A suspended account may be in strange hands, so nobody is told that it is the school's.
LISTED = (AccountStatus.LIVE, AccountStatus.NEEDS_ATTENTION, AccountStatus.BEING_TRANSFERRED)


def is_ours(platform: PlatformFacts, *, handle: str, address: str, typed: str) -> bool:
    """Whether the typed name or address is this account's: the name as such, or an address that carries it."""
    if not clean_handle(typed):
        return False
    if clean_handle(typed) == clean_handle(handle):
        return True
    if platform.handle_in_address:
        return not check_account_address(platform, handle, typed)
    seen, ours = _place(typed), _place(address)
    if seen is None or ours is None or seen[0] != ours[0]:
        return False
    return seen[1] == ours[1] or (
        seen[1].startswith("/@") and clean_handle(seen[1].lstrip("/")) == clean_handle(handle)
    )


def names_in(typed: str) -> set[str]:
    """Every name that what was typed could carry: as such, or as a part of an address, with or without words after it."""
    read = read_address(typed)
    parts = [clean_handle(unquote(part)) for part in str(read.pathname).split("/")] if read else []
    names = {clean_handle(typed), *parts}
    return {name for whole in names for name in (whole, whole.partition("_")[0], whole.rpartition("_")[0]) if name}


def _place(url: str) -> tuple[str, str] | None:
    """The host and the path, as two addresses of one page share them; large and small letters may mean two channels."""
    read = read_address(url)
    return (host_of(read), str(read.pathname).rstrip("/")) if read else None
