"""What is promised of files: whole or not at all, whose they are, and room to go on."""
