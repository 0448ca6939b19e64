"""A raw posting is made comparable: text, title, company, places, dates, pay, language."""
