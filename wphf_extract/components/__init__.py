"""The components of the pipeline, and what each of them is put together of.

Every component is a module of its own (`base` says what they share, `tokenizer` stands before them):

| component | is put together of |
| --- | --- |
| `projects` | lines: `lines`, `linecues`, `gluedlines`, `namespans`; what is chosen of them: `lists`, `regions`, `openings`, `stanzas`, `labelled`, `tabular`, `nested`, `headed`, `fields`; `countries` |
| `organizations` | `heads`, `headspan`, `toldnames`, `connectors`, `nameextent`, `knownplaces`; names themselves: `namelists`, `namejoiners`, `shortforms`, `namesintext` of the package above |
| `locations` | `places`, `fieldplaces`, `placeruns`, `placecontext`, `placejudge`, `placelookup`, `uncapitalized`; `placewords` |
| `targets` | `counts`, `numbergroups`, `qualifiers`, `nounphrases`, `countednouns`, `populations`, `backreferences`, `traps`; `targetwords` |
| `activities` | phrases alone: `phrases`, `matcher` and `lexicon` of the package above |
"""  # noqa: E501 - a row of a table is a line
