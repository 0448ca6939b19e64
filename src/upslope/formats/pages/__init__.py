"""Lists and data in web pages: cards, labelled facts, scripts, sitemaps."""
