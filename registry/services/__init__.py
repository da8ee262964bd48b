"""What can be done to the registry, one verb a file. Nothing else writes the database or the store.

Each act takes its actor by keyword (None for the registry itself), is one transaction, and leaves an audit
entry and the promise of the work that follows in that same transaction.
"""
