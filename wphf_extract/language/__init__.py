"""Words and numbers: what makes no difference between two spellings, which words are English, what a number is."""
