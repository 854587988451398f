"""What Schemathesis cannot know of the API: which requests a schema lets through may be refused all the same, and how."""

import os

import schemathesis

RECORDS = os.environ.get("RECORD_IDS", "").split(",")

# a query language and cursors are more than a pattern; the code says so
NOT_UNDERSTOOD = {"usage.query", "usage.query-cost", "cursor.invalid"}
CREDENTIALS_AND_STATE = {401, 403, 404, 409, 410, 413, 429}


@schemathesis.check
def valid_data_is_taken(ctx, response, case):
    """As `positive_data_acceptance`, but for what only the handler can judge: that must be said by its own code."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    status = response.status_code
    if status < 400 or status in CREDENTIALS_AND_STATE:
        return
    told = response.json()
    code = told.get("code")
    if status == 400 and (code in NOT_UNDERSTOOD or (code == "usage.argument" and is_combination(case))):
        return
    # documents are judged one by one, and a body of lines has no schema
    if status == 422 and case.operation.label == "POST /v1/documents" and ("documents" in told or code in ("push.body", "push.repeated")):
        return
    raise AssertionError(f"Valid data was refused: {status} {code}: {str(told)[:400]}")


def is_combination(case):
    """Parameters that are right by themselves and wrong together."""
    query = case.query or {}
    if case.operation.label == "GET /v1/search":
        return "page" in query and query.get("fold") not in ("1", "true")
    if case.operation.label == "GET /v1/export":
        return query.get("of", "records") != "records" and query.get("format") in ("bibtex", "ris", "csl-json")
    return False


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Two of three made ids of records become those of records that are held; those to be taken down stay made."""
    operation = context.operation
    value = (path_parameters or {}).get("id")
    if operation.method.upper() == "GET" and operation.path.startswith("/v1/records/") and isinstance(value, str) and len(value) == 32:
        digits = sum(map(ord, value))
        if digits % 3:
            return {**path_parameters, "id": RECORDS[digits % len(RECORDS)]}
    return path_parameters
