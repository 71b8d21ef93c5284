"""`wphf_organizations`, put together of what reads the head of a description (`heads` first) and its connectors."""

from wphf_extract.components.organizations.component import OrganizationFinder, make_organizations

__all__ = ["OrganizationFinder", "make_organizations"]
