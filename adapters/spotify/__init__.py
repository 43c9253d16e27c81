"""Spotify: sign-in, playlists and players, through spotipy."""

from adapters.spotify.api import Application
from adapters.spotify.checkup import check_application
from adapters.spotify.client import SpotifyClient
from adapters.spotify.doorstep import doorstep_routes

__all__ = ["Application", "SpotifyClient", "check_application", "doorstep_routes"]
