"""What an engine says when something goes wrong: it goes to the log."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from sekampadi.services.sistem.runtime import Runtime


def test_an_error_does_not_repeat_what_people_wrote(rt: Runtime) -> None:
    with pytest.raises(DBAPIError) as caught, rt.writing() as session:
        session.connection().execute(
            text("INSERT INTO tidak_ada (saran) VALUES (:saran)"), {"saran": "Pak Budi kasar"}
        )
    assert "tidak_ada" in str(caught.value)
    assert "Budi" not in str(caught.value)
