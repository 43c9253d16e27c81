"""What happens when someone writes to Mien: one module per use case."""
