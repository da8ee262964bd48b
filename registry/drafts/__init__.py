"""Working on the answers of a draft: pure functions that services apply and pages show."""
