"""Files that a code repository holds, read as text: never run, never imported."""
