"""Runs schemathesis against the echo server of all documents in spec/features that have operations, one after the
other within this process, because most of what a run takes is its start.

Usage: features.py URL SECONDS SEED [NAME…]
"""

import contextlib
import io
import pathlib
import sys
import time

import yaml
from schemathesis.cli import schemathesis

HERE = pathlib.Path(__file__).parent
FEATURES = HERE.parents[1] / "spec" / "features"

# Checks that are left out, because what they find is not so.
EXCLUDED = {
    # A text is taken for a list of it by these styles, and so by parts of a list: schemathesis has it for wrong.
    "body-form": "negative_data_rejection",
    "body-multipart-files": "negative_data_rejection",
    "validation-nested": "negative_data_rejection",
    # An empty text is an empty list, where it is no item.
    "param-header-cookie": "negative_data_rejection",
    # Requests need not hold what is `readOnly`.
    "validation-directions": "negative_data_rejection",
    # The first of these; and texts in a list of JSON parts are written without quotes.
    "body-multipart": "negative_data_rejection,positive_data_acceptance",
    # Headers of parts are not sent.
    "body-multipart-headers": "positive_data_acceptance",
    # In a `deepObject` neither objects in objects nor the empty name have a spelling that the specification defines.
    "param-query": "positive_data_acceptance",
    # Methods of `additionalOperations` are not known.
    "operation-methods": "allow_header_conformance",
    # An object within a form is JSON, and written as pairs of the form.
    "param-query-string": "negative_data_rejection",
    # A body that nothing encodes is not looked into; and the second of those of `body-multipart`.
    "body-opaque": "negative_data_rejection,positive_data_acceptance",
    # What the specification does not define is written in another way.
    "param-query-undefined": "positive_data_acceptance",
    # Without what is `writeOnly`, an answer without the optional constants may be of two branches.
    "schema-one-of-one-way": "response_schema_conformance",
    # An `itemSchema` of lines is not known.
    "body-stream-items": "positive_data_acceptance",
    # What a discriminator needs is not in the schemas of the branches.
    "schema-read-only-split": "positive_data_acceptance",
    # The empty text has no format.
    "config-types": "positive_data_acceptance",
    # A constant without a type is any text in a header, and its own text is wrong.
    "param-enums": "positive_data_acceptance,negative_data_rejection",
    # What has the media type text/json is written as text.
    "param-exploded-object": "positive_data_acceptance",
    # The answer to HEAD has no content, and so no type of it.
    "response-statuses": "content_type_conformance",
    # The schema of text/event-stream is that of each event's data.
    "response-stream-events": "response_schema_conformance",
}

# Documents at which schemathesis itself fails.
NOT_RUN = {
    # "Unsupported type: Binary", at a part that is bytes or something else.
    "body-multipart-whole",
    # "Cannot generate test data": parameters that can have no value.
    "schema-never",
}


def run(path, url, seed):
    """The exit code of a run, and what it said."""
    arguments = [
        "--config-file", str(HERE / "features.toml"), "run", str(path), "--url", f"{url}/{path.stem}",
        "--phases", "examples,coverage,fuzzing", "--no-color", "--continue-on-failure",
        "--seed", seed, "-n", "5",
    ]
    if path.stem in EXCLUDED:
        arguments += ["--exclude-checks", EXCLUDED[path.stem]]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = schemathesis.main(arguments, standalone_mode=False)
        except SystemExit as end:
            code = end.code
    return code, said.getvalue()


def main():
    url, seconds, seed, *names = sys.argv[1:]
    paths = [path for path in sorted(FEATURES.glob("*.yaml")) if not names or path.stem in names]
    paths = [path for path in paths if path.stem not in NOT_RUN]
    paths = [path for path in paths if yaml.safe_load(path.read_text()).get("paths")]
    end = time.monotonic() + float(seconds)
    run_count, failed = 0, []
    for path in paths:
        # Never within a document, so that the same is found on every machine that is fast enough.
        if time.monotonic() > end:
            print(f"schemathesis: no time for {path.stem} and what follows")
            break
        run_count += 1
        code, said = run(path, url, seed)
        if code:
            failed.append(path.stem)
            print(said)
    print(f"schemathesis: {run_count} of {len(paths)} documents, {len(failed)} failed: {' '.join(failed)}")
    sys.exit(bool(failed))


main()
