"""Fuzzing: valid inputs, ways to spoil them, and what must hold of whatever comes out. `run.py` is the command."""
