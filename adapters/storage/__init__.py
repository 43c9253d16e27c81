"""Async SQLAlchemy on SQLite or PostgreSQL: listeners, requests, history and feedback."""
