"""Spotify: sign-in, playlists and players, through spotipy."""

from adapters.spotify.client import SpotifyClient
from adapters.spotify.doorstep import doorstep_routes

__all__ = ["SpotifyClient", "doorstep_routes"]
