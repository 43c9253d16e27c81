"""What can go wrong at the edges.

AdapterError
├── MediaGoneError        the platform no longer has what was sent
├── PlatformError         a chat refused or did not answer
└── StorageError          the database refused or did not answer
    └── BackupError       no copy of it was written, or put back
"""


class AdapterError(Exception):
    """Root of all errors of the adapters."""


class MediaGoneError(AdapterError):
    """The platform (or the page) no longer has what was sent."""


class PlatformError(AdapterError):
    """A chat refused what we sent, or did not answer."""


class StorageError(AdapterError):
    """The database refused or did not answer."""


class BackupError(StorageError):
    """No copy was written, or put back; the text says why, and what to do."""
