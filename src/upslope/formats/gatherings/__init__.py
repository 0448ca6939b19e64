"""Lists of conferences, deadlines and meetups, in the forms in which they are kept."""
