"""A host's own audio files as rows of a catalogue: measured where it can be, else estimated."""
