"""The chat in a browser page: a websocket, one page, and nothing kept on disk."""

from adapters.chat.web.asides import Asides
from adapters.chat.web.chat import WebChat
from adapters.chat.web.door import Door
from adapters.chat.web.limits import WebLimits

__all__ = ["Asides", "Door", "WebChat", "WebLimits"]
