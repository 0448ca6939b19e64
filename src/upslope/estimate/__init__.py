"""What a posting does not state is ESTIMATED: base pay, with an interval that was checked."""
