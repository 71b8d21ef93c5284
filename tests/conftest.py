"""Fixtures that cost time, made once: the shipped model, and a page extracted with it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from spacy.language import Language
from support import PAGE

import wphf_extract
from wphf_extract import PageResult

settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped model."""
    return wphf_extract.load()


@pytest.fixture(scope="session")
def page(nlp: Language) -> PageResult:
    """`support.PAGE`, extracted."""
    return wphf_extract.extract(PAGE, source="mali.txt", nlp=nlp)
