"""What can go wrong at the edges.

AdapterError
├── MediaGoneError        the platform no longer has what was sent
├── PlatformError         a chat refused or did not answer
│   └── PerhapsShownError   it did not answer, and may show all the same what we sent
├── SpotifyError          Spotify refused, or did not answer
│   ├── SpotifyBusyError        too many requests; to all of them, until its time is over
│   ├── SpotifyExpiredError     an access token is no longer good; a new one may be
│   ├── SpotifyRevokedError     the listener took their yes back, or it ran out
│   ├── SpotifyNotInvitedError  the host did not enter this account in the dashboard
│   ├── SpotifyPremiumError     only accounts with Premium may do that
│   ├── SpotifyNoDeviceError    nothing that could play is open
│   ├── SpotifyNotNowError      the player cannot do that at the moment
│   ├── SpotifyMissingError     what was asked for is gone
│   └── SpotifySetupError       the host's own application is refused
├── FeatureSourceError    who describes songs refused, or did not answer
└── StorageError          the database refused or did not answer
    ├── UnwritableError   its file cannot be written
    └── BackupError       no copy of it was written, or put back
"""


class AdapterError(Exception):
    """Root of all errors of the adapters."""


class MediaGoneError(AdapterError):
    """The platform (or the page) no longer has what was sent."""


class PlatformError(AdapterError):
    """A chat refused what we sent, or did not answer."""


class PerhapsShownError(PlatformError):
    """A chat did not answer: what we sent may be there all the same."""


class FeatureSourceError(AdapterError):
    """Who describes songs refused what we asked, or did not answer in time."""


class StorageError(AdapterError):
    """The database refused or did not answer."""


class UnwritableError(StorageError):
    """The database's file, which is the text, cannot be written or made."""


class BackupError(StorageError):
    """No copy was written, or put back; the text says why, and what to do."""


class SpotifyError(AdapterError):
    """Spotify refused what we asked, or did not answer in time."""


class SpotifyBusyError(SpotifyError):
    """Nobody may ask before this many seconds are over."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"not before {retry_after_s:.0f} s")
        self.retry_after_s = retry_after_s


class SpotifyExpiredError(SpotifyError):
    """The access token is no longer good."""


class SpotifyRevokedError(SpotifyError):
    """The listener's yes, or the code that proves it, is no longer good."""


class SpotifyNotInvitedError(SpotifyError):
    """In development mode, only accounts in the dashboard's list may be used."""


class SpotifyPremiumError(SpotifyError):
    """Only accounts with Premium may do that."""


class SpotifyNoDeviceError(SpotifyError):
    """Nothing that could play is open."""


class SpotifyNotNowError(SpotifyError):
    """The player cannot do that at the moment: it is paused already, or an advertisement plays."""


class SpotifyMissingError(SpotifyError):
    """What was asked for is gone, or belongs to somebody else."""


class SpotifySetupError(SpotifyError):
    """Spotify refuses the host's application: a wrong secret, or its owner has no Premium."""
