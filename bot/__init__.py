"""Mien."""
