"""Pictures as PNG bytes. The words on them are passed in; so is nothing that knows a listener."""
