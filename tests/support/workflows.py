"""A small workflow, for tests of what is made of one."""

PATH = "workflows/close.toml"
TEXT = """title = "Close a month"
about = "When a month has ended, until the controller has locked it"

[[steps]]
id = "collect"
title = "Collect the papers"
role = "preparer"
needs = ["bank statement"]
gives = ["papers"]

[[steps]]
id = "count"
title = "Count the stock"
role = "warehouse"
after = []
gives = ["count sheet"]

[[steps]]
id = "tie"
title = "Tie the balances"
role = "preparer"
how = "Account by account, the oldest difference first."
after = ["collect", "count"]
needs = ["papers", "count sheet"]
gives = ["schedules"]
gate = { text = "Every balance ties", checked-by = "gate:bank", back-to = "collect" }

[[steps]]
id = "review"
title = "Review and lock"
role = "controller"
needs = ["schedules"]
gate = { text = "The controller has signed" }
"""
SOMETIMES = TEXT.replace('role = "warehouse"', 'role = "warehouse"\nwhen = "goods are kept"')
"""The same, with a step that is for some cases only."""
