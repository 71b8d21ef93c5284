"""The subcommands of `wphf-extract`: one module each, with a function `add` that adds its parser.

A new command is a new module here and its name in `wphf_extract.cli`. Every run imports all of them, so whatever is
heavy is imported inside the function that does the work.
"""
