"""What people say to one another about packs: reviews, questions, reports, and requests for new ones."""
