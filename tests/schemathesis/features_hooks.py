"""What schemathesis has to know of the documents of spec/features, beyond what stands in them.

- Integers without format and bounds are 64 bits wide.
- A server refuses what is wrong with a problem (RFC 9457), which these documents leave out.
- The name `codecs=opus` is no media type: schemathesis cannot go on with it.
- `x-socket` is a format that tests/generated has a type for.
- Lines of JSON have no serializer.
"""

import json

import schemathesis
from hypothesis import strategies

from integers import bound_integers

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {"status": {"type": "integer", "minimum": 400, "maximum": 499}},
}

ports = strategies.integers(0, 65535)
schemathesis.openapi.format("x-socket", ports.map(lambda port: f"127.0.0.1:{port}"))


@schemathesis.serializer("application/x-ndjson", "application/jsonl")
def lines(context, value):
    values = value if isinstance(value, list) else [value]
    return "".join(json.dumps(item) + "\n" for item in values).encode()


@schemathesis.serializer("application/json-seq")
def sequence(context, value):
    values = value if isinstance(value, list) else [value]
    return "".join("\x1e" + json.dumps(item) + "\n" for item in values).encode()


@schemathesis.hook
def before_load_schema(context, raw_schema):
    bound_integers(raw_schema)
    for item in raw_schema["paths"].values():
        for method, operation in item.items():
            if method in METHODS:
                prepare(operation)


def prepare(operation):
    content = operation.get("requestBody", {}).get("content", {})
    for name in [name for name in content if "/" not in name]:
        del content[name]
    for status in (400, 401, 406, 413, 415, 422):
        content = {"application/problem+json": {"schema": PROBLEM}}
        refusal = {"description": "Refused.", "content": content}
        operation["responses"].setdefault(str(status), refusal)
