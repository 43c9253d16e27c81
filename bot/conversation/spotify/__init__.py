"""What listeners can do with Spotify, where the host set it up."""
