"""The pure part of Mien: bytes and values in, values out."""
