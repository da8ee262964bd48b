"""Accounts: signing up, in and out, and what belongs to the person who did."""
