"""What every site has: a sign of life, rules for robots, and pages for when something went wrong."""
