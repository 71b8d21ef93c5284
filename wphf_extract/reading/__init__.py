"""A page's text as components read it: a copy in which words are whole (`readingcopy`), cut into `blocks`."""
