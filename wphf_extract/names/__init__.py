"""Names of organisations: what they look like (`namewords`), lists of them (`namelists`, `namejoiners`), one with
its short form (`shortforms`), and those of running text (`namesintext`)."""
