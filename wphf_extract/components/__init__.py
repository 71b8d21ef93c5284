"""The components of the pipeline, one module each."""
