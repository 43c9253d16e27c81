"""Offline: how well the eye and the ear of Mien do, and how fast."""
