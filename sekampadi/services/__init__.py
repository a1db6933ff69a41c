"""Use cases: authorize, load in scope, apply the rule, write with audit in one transaction.

What holds for all of them and is not repeated at each: ``rt`` is the runtime, ``principal`` is who
asks (None: nobody is logged in). A use case refuses with ``UnauthenticatedError`` or
``ForbiddenError`` who has no right to it, answers ``NotFoundError`` for what is outside the
person's scope, so that nobody learns what is there, and ``FieldErrors`` for a form with faults.
"""
