"""What programs read of the catalogue: Atom feeds, badges, pictures for links, a sitemap, and `llms.txt`."""
