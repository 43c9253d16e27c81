"""Tables of tracks as people have them, read into our columns and units."""
