"""Why a record says what it says: what was found and by which rule, what was decided against, and where the
rule stands."""
