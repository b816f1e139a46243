"""Integers of a document as the generator takes them."""


def bound_integers(node):
    """Gives the integers of a document the limits of 64 bits where they have none."""
    if isinstance(node, list):
        for item in node:
            bound_integers(item)
    elif isinstance(node, dict):
        if node.get("type") == "integer" and not node.keys() & {"format", "enum"}:
            if "exclusiveMinimum" not in node:
                node.setdefault("minimum", -(2**63))
            if "exclusiveMaximum" not in node:
                node.setdefault("maximum", 2**63 - 1)
        for item in node.values():
            bound_integers(item)
