"""A posting is understood: role, seniority, skills, responsibilities, requirements, pay."""
