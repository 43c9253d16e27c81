"""Offline: reads tables of tracks and writes catalogues. `mien run` never imports it."""
