"""The parts of published report formats that mlint writes, closed: what is not said here is a mistake.

The SARIF part follows the properties and constraints of sections 3.13 to 3.58 of SARIF 2.1.0 (OASIS, 2020). To check a
log against the whole published schema, name a copy of it in the environment variable ``SARIF_SCHEMA``.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def closed(required: Schema, optional: Schema | None = None) -> Schema:
    """An object with these properties and no others."""
    properties = {**required, **(optional or {})}
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def several(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


TEXT = {"type": "string", "minLength": 1}
WHOLE = {"type": "integer", "minimum": 0}
COUNT = {"type": "integer", "minimum": 1}
ANY = {"type": "object"}

MESSAGE = closed({"text": TEXT}, {"markdown": TEXT})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
# A reference that is relative (RFC 3986), or an absolute file URI.
ARTIFACT = {
    "oneOf": [
        closed({"uri": {"type": "string", "pattern": r"^(?!/)[\w.~!$&'()*+,;=@%/-]+$"}, "uriBaseId": TEXT}),
        closed({"uri": {"type": "string", "pattern": r"^file:///[\w.~!$&'()*+,;=@%/:-]+$"}}),
    ]
}
REGION = closed({"startLine": COUNT, "startColumn": COUNT, "endLine": COUNT, "endColumn": COUNT})
LINES = closed({"startLine": COUNT, "endLine": COUNT}, {"endColumn": COUNT})
PLACE = closed({"artifactLocation": ARTIFACT}, {"region": REGION})
RULE = closed(
    {
        "id": TEXT,
        "name": TEXT,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": closed({"text": TEXT, "markdown": TEXT}),
        "defaultConfiguration": closed({"level": LEVEL}),
        "properties": closed(
            {
                "tags": several(TEXT, uniqueItems=True),
                "problem.severity": {"enum": ["error", "warning", "recommendation"]},
                "aliases": several(TEXT),
            }
        ),
    }
)
FIX = closed(
    {
        "description": MESSAGE,
        "artifactChanges": several(
            closed(
                {
                    "artifactLocation": ARTIFACT,
                    "replacements": several(
                        closed({"deletedRegion": LINES, "insertedContent": closed({"text": {"type": "string"}})}),
                        minItems=1,
                    ),
                }
            ),
            minItems=1,
            uniqueItems=True,
        ),
        "properties": ANY,
    }
)
RESULT = closed(
    {
        "ruleId": TEXT,
        "ruleIndex": WHOLE,
        "level": LEVEL,
        "message": MESSAGE,
        "locations": several(closed({"physicalLocation": PLACE}), minItems=1, maxItems=1),
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
    },
    {
        "relatedLocations": several(
            closed({"id": WHOLE, "physicalLocation": PLACE, "message": MESSAGE}), uniqueItems=True
        ),
        "fixes": several(FIX, uniqueItems=True),
        "properties": ANY,
    },
)
NOTIFICATION = closed(
    {"level": LEVEL, "message": MESSAGE, "locations": several(closed({"physicalLocation": PLACE}), uniqueItems=True)}
)
SARIF = closed(
    {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": several(
            closed(
                {
                    "tool": closed(
                        {
                            "driver": closed(
                                {
                                    "name": TEXT,
                                    "version": TEXT,
                                    "semanticVersion": TEXT,
                                    "rules": several(RULE, uniqueItems=True),
                                }
                            )
                        }
                    ),
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "invocations": several(
                        closed(
                            {"executionSuccessful": {"type": "boolean"}},
                            {"toolExecutionNotifications": several(NOTIFICATION)},
                        )
                    ),
                    "results": several(RESULT),
                }
            ),
            minItems=1,
            maxItems=1,
        ),
    }
)

GITLAB = several(
    closed(
        {
            "description": TEXT,
            "check_name": TEXT,
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": closed(
                {"path": {"type": "string", "pattern": "^[^/.]"}, "lines": closed({"begin": COUNT, "end": COUNT})}
            ),
        }
    )
)

JUNIT = {
    "testsuites": {"name", "tests", "failures", "errors", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "file", "time", "timestamp", "id", "package"},
    "testcase": {"name", "classname", "time", "group"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "system-out": set(),
}
"""Elements of the JUnit schema of Jenkins with the attributes that it allows them."""
