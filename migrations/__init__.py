"""Alembic migrations. They ship in the wheel; adapters.storage.migrate runs them."""
