"""Any page or file that the person names."""
