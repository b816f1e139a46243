"""What schemathesis has to know of spec/whatsapp-business.yaml, beyond what stands in it.

- The five fields that `spec/oaspen.toml` names as lenient take numbers beside strings, as the services do.
- Integers without format and bounds are 64 bits wide: `docs/mapping.md` says so, JSON Schema does not.
- The listing has the media type `codecs=opus`, which is none: schemathesis cannot go on with it.
"""

import json
import pathlib
import random
import tomllib
import urllib.request

import schemathesis

from integers import bound_integers

SPEC = pathlib.Path(__file__).parents[2] / "spec"


def at(document, pointer):
    """The schema at a JSON pointer into the document."""
    for part in pointer.removeprefix("#/").split("/"):
        document = document[part.replace("~1", "/").replace("~0", "~")]
    return document


@schemathesis.hook
def before_load_schema(context, raw_schema):
    bound_integers(raw_schema)
    config = tomllib.loads((SPEC / "oaspen.toml").read_text())
    for pointer in config["lenient"]:
        schema = at(raw_schema, pointer)
        text = {key: schema.pop(key) for key in ("type", "enum", "format", "default") if key in schema}
        number = {"type": "number"}
        if "enum" in text:
            number["enum"] = [int(value) for value in text["enum"]]
        schema["anyOf"] = [text, number]
    del raw_schema["paths"]["/media"]["post"]["requestBody"]["content"]["codecs=opus"]


# How something is made that a path can name, and where its id stands in the answer.
MADE = {
    "GroupId": ("/groups", "application/json", b'{"subject": "s"}', lambda made: made["groups"][0]["id"]),
    "MediaId": ("/media", "image/png", b"png", lambda made: made["media"][0]["id"]),
    "MessageID": ("/sandbox/messages", "application/json", b"{}", lambda made: made["messages"][0]["id"]),
}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Valid paths name what exists, every other time."""
    names = [name for name in case.path_parameters or {} if name in MADE]
    if not names or not case.meta or not case.meta.generation.mode.is_positive or random.random() < 0.5:
        return
    (name,) = names
    path, media_type, body, id_of = MADE[name]
    authorization = kwargs.get("headers", {}).get("Authorization") or "Bearer fixed"
    headers = {"Authorization": authorization, "Content-Type": media_type}
    request = urllib.request.Request(case.operation.base_url + path, body, headers)
    with urllib.request.urlopen(request) as answer:
        case.path_parameters[name] = id_of(json.load(answer))
