"""Lists of songs as people have them: playlist files, tables, and lines of text."""
