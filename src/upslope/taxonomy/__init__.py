"""The words: skills, roles, seniority, responsibilities, as data files."""
