"""ORM classes."""
