"""Alembic's environment: the address comes from ``sekampadi.db.migrate`` or from the settings."""

from sqlalchemy import Connection

from alembic import context
from sekampadi.db.engine import make_engine
from sekampadi.db.models import metadata
from sekampadi.settings import get_settings

config = context.config


def run(connection: Connection) -> None:
    """Run the migrations on a connection, in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = make_engine(get_settings().effective_database_url)
    with engine.begin() as connection:
        run(connection)
