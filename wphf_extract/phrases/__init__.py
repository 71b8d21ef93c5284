"""The one language in which rule files say what words to look for (`phrasebook`), and how its phrases are found."""
