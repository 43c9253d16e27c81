"""Every sentence that Mien says."""
