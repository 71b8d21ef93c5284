"""The components of the pipeline: `projects`, `organizations`, `locations`, `targets` and `activities`.

Each of the first four is a package of its own, whose module `component` holds the component; `base` says what all of
them share, `fields` what the parts of a labelled description are, and `tokenizer` stands before them.
"""
