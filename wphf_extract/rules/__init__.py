"""Rule files: the shipped ones (`rulefiles`) and a user's own (`ownrules`), read strictly and checked by their
examples."""
