"""A language model as a further reader: what it is asked about a pack, and what its answer says.

Nothing here runs a model. The registry hands the questions to a command of its operator's, and believes of an
answer only what can be found in the pack.
"""
