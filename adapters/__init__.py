"""Chats, storage and other edges of Mien."""
