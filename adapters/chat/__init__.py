"""Chats: one adapter each, one vocabulary."""
