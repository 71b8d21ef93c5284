"""The tables of the databases: what is in them, how they hang together, and which version of them this is.

`pages` and `projects` have keys of their own, counted from 1; what belongs to a project is told apart by its position
in the record. `organizations` holds each spelling of a name once; which spellings are one organisation is for
`wphf_extract.linking` to say. The view `project_overview` has one row a project of the current pages.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import mysql
from sqlalchemy.schema import CreateTable, SchemaItem

__all__ = ["CHILDREN", "SCHEMA", "VERSION", "create", "overview", "schema_version"]

#: Version of the tables; a database that says another is refused.
VERSION = 1

SCHEMA = sa.MetaData()
_MYSQL = ("mysql", "mariadb")
_Text = sa.Text().with_variant(mysql.LONGTEXT(), *_MYSQL)  # MySQL's own `TEXT` ends at 64 KB
# Text that is a key: MySQL's keys have a limit.
_Name = sa.Text().with_variant(sa.String(700), *_MYSQL)
_LETTERS = {"charset": "utf8mb4", "collate": "utf8mb4_bin"}
_Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _table(name: str, comment: str, *parts: SchemaItem) -> sa.Table:
    is_child = any(isinstance(part, sa.Column) and part.name == "position" and part.primary_key for part in parts)
    # MySQL takes texts that differ in case or accents for equal, unless it is told to compare their bytes.
    letters: dict[str, Any] = {f"{kind}_{what}": value for kind in _MYSQL for what, value in _LETTERS.items()}
    return sa.Table(name, SCHEMA, *parts, comment=comment, sqlite_with_rowid=not is_child, **letters)


def _column(name: str, kind: Any, comment: str, *rest: SchemaItem, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, *rest, comment=comment, nullable=options.pop("nullable", True), **options)


def _lookup(table: str, column: str) -> sa.Index:
    """An index for equal values of any length: PostgreSQL's usual kind refuses long ones, MySQL takes beginnings."""
    beginnings: dict[str, Any] = {f"{kind}_length": 255 for kind in _MYSQL}
    return sa.Index(f"ix_{table}_{column}", column, postgresql_using="hash", **beginnings)


def _id(name: str, comment: str) -> sa.Column[Any]:
    return sa.Column(name, _Key, primary_key=True, autoincrement=False, comment=comment)


def _project_parts() -> list[SchemaItem]:
    """What each table of a project's values begins with."""
    return [
        sa.Column(
            "project_id",
            _Key,
            sa.ForeignKey("projects.project_id"),
            primary_key=True,
            autoincrement=False,
            comment="project that the value belongs to",
        ),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False, comment="place in the record, from 0"),
    ]


_START = "first character of the words, on the page, from 0, in Unicode code points"
_END = "character behind the words"
_RULE = "what found the value"

schema_version = _table(
    "schema_version",
    "version of these tables; one row",
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
)

runs = _table(
    "runs",
    "what wrote into the database; equal runs are one row",
    sa.Column("run_id", sa.String(16), primary_key=True, comment="digest of the other columns"),
    _column("library_version", _Text, "version of wphf_extract"),
    _column("model", _Text, "name or folder of the model"),
    _column("record_version", _Text, "schema_version of the records"),
    _column("pages", sa.Integer, "pages of the run"),
    _column("projects", sa.Integer, "projects on them"),
    _column("errors", sa.Integer, "pages that failed"),
)

errors = _table(
    "errors",
    "pages that gave no result in the last run that tried them",
    sa.Column("source", _Name, primary_key=True, comment="file or address"),
    _column("stage", _Text, "read, extract or write"),
    _column("message", _Text, "what was wrong and what to do"),
)

pages = _table(
    "pages",
    "pages as they were when their projects were extracted",
    _id("page_id", "number of the page, or of one of its versions"),
    _column("page", _Text, "what tells the page from others: path, else address", nullable=False),
    _column("version", sa.Integer, "counts the versions of the page that are kept, from 1", nullable=False),
    _column("is_current", sa.Boolean, "false for versions that a newer one replaced", nullable=False),
    _column("path", _Text, "file, or a name the caller gave"),
    _column("url", _Text, "address"),
    _column("title", _Text, "title"),
    _column("country", _Text, "English name of the country the page is about"),
    _column("country_code", sa.String(3), "ISO 3166-1 alpha-3"),
    _column("language", _Text, "ISO 639-1"),
    _column("sha256", sa.String(64), "of the page's text in UTF-8"),
    _column("declared_organizations", sa.Integer, "organisations the page says it has"),
    _column("declared_projects", sa.Integer, "projects the page says it has"),
    _column("warnings", sa.Integer, "things a person should look at"),
    _column("digest", sa.String(64), "of all rows of the page: equal pages are not written again"),
    _lookup("pages", "page"),
)

projects = _table(
    "projects",
    "programme descriptions, one a row",
    _id("project_id", "number of the project"),
    _column("page_id", _Key, "page it stands on", sa.ForeignKey("pages.page_id"), nullable=False, index=True),
    _column("position", sa.Integer, "place on the page, from 0", nullable=False),
    _column("record_id", sa.String(16), "stable id, made of the text", nullable=False),
    _column("schema_version", _Text, "version of the record's shape"),
    _column("country", _Text, "English name of the country the project is in"),
    _column("country_code", sa.String(3), "ISO 3166-1 alpha-3"),
    _column("section", _Text, "nearest heading above"),
    _column("start", sa.Integer, _START),
    _column("end", sa.Integer, _END),
    _column("text", _Text, "the description"),
    _column("is_consortium", sa.Boolean, "the text calls its organisations a consortium"),
)

organizations = _table(
    "organizations",
    "names of organisations, each spelling once",
    _id("organization_id", "number of the spelling"),
    _column("name", _Text, "as written, without the short form", nullable=False),
    _column("acronym", _Text, "short form; empty where the text gives none", nullable=False),
    _lookup("organizations", "name"),
)

project_organizations = _table(
    "project_organizations",
    "who carries a project, and with whom",
    *_project_parts(),
    _column(
        "organization_id", _Key, "the organisation", sa.ForeignKey("organizations.organization_id"), nullable=False
    ),
    _column("role", _Text, "lead, member or other"),
    _column("start", sa.Integer, _START),
    _column("end", sa.Integer, _END),
    _column("rule", _Text, _RULE),
)

locations = _table(
    "locations",
    "where a project works",
    *_project_parts(),
    _column("name", _Text, "as written, without its kind"),
    _column("kind", _Text, "what the text calls it"),
    _column("relation", _Text, "in or near"),
    _column("start", sa.Integer, _START),
    _column("end", sa.Integer, _END),
    _column("country_code", sa.String(3), "ISO 3166-1 alpha-3, where the gazetteer knows the place"),
    _column("geonames_id", sa.Integer, "id in geonames.org"),
    _column("latitude", sa.Double, "degrees north, WGS 84"),
    _column("longitude", sa.Double, "degrees east, WGS 84"),
    _column("admin1", _Text, "first-level division it lies in"),
    _column("rule", _Text, _RULE),
)

targets = _table(
    "targets",
    "how many of whom a project reaches",
    *_project_parts(),
    _column("value", sa.BigInteger, "the number; the lower end of a range"),
    _column("value_max", sa.BigInteger, "the upper end of a range"),
    _column("qualifier", _Text, "exact, at_least, at_most or approximate"),
    _column("unit", _Text, "what is counted"),
    _column("population", _Text, "the words that say who"),
    _column("sex", _Text, "female, male or mixed"),
    _column("age", _Text, "children, youth, adults or older"),
    _column("attributes", _Text, "further marks, with | between them"),
    _column("included_in", sa.Integer, "position of the target of the project that this one is a part of"),
    _column("start", sa.Integer, _START),
    _column("end", sa.Integer, _END),
    _column("rule", _Text, _RULE),
)

activities = _table(
    "activities",
    "what a project does",
    *_project_parts(),
    _column("code", _Text, "activity type, a code of the taxonomy"),
    _column("start", sa.Integer, _START),
    _column("end", sa.Integer, _END),
    _column("rule", _Text, _RULE),
)

#: Tables of a project's values, in the order of the records' fields.
CHILDREN: tuple[sa.Table, ...] = (project_organizations, locations, targets, activities)


def _joined(value: sa.ColumnElement[Any], source: sa.FromClause, *where: sa.ColumnElement[bool]) -> Any:
    """The values that belong to a project, as one text."""
    query = sa.select(sa.func.aggregate_strings(value, "; ")).select_from(source).where(*where)
    return query.correlate(projects).scalar_subquery()


def overview() -> sa.Select[Any]:
    """Returns the query of the view `project_overview`: one row a project of the current pages."""
    carriers = project_organizations.join(organizations)
    mine = project_organizations.c.project_id == projects.c.project_id
    role = project_organizations.c.role
    people = sa.select(sa.func.sum(targets.c.value)).where(
        targets.c.project_id == projects.c.project_id,
        targets.c.unit == "people",
        targets.c.included_in.is_(None),
    )
    return (
        sa.select(
            pages.c.page,
            projects.c.project_id,
            projects.c.record_id,
            projects.c.country,
            projects.c.country_code,
            projects.c.section,
            _joined(organizations.c.name, carriers, mine, role == "lead").label("lead"),
            _joined(sa.func.nullif(organizations.c.acronym, ""), carriers, mine, role == "lead").label("lead_acronym"),
            _joined(organizations.c.name, carriers, mine, role == "member").label("members"),
            _joined(locations.c.name, locations, locations.c.project_id == projects.c.project_id).label("locations"),
            people.correlate(projects).scalar_subquery().label("people"),
            _joined(activities.c.code, activities, activities.c.project_id == projects.c.project_id).label(
                "activities"
            ),
            projects.c.text,
        )
        .select_from(projects.join(pages))
        .where(pages.c.is_current == sa.true())
    )


def create(connection: sa.Connection) -> None:
    """Makes the tables and the view in an empty database."""
    if connection.dialect.name == "duckdb":
        # It checks foreign keys too early to let a page be replaced in one transaction, and needs no indexes.
        for table in SCHEMA.sorted_tables:
            connection.execute(CreateTable(table, include_foreign_key_constraints=[]))
    else:
        SCHEMA.create_all(connection)
    connection.execute(schema_version.insert().values(version=VERSION))
    query = overview().compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    connection.exec_driver_sql(f"CREATE VIEW project_overview AS {query}".replace("%%", "%"))
