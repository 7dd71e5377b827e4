"""The contract: every document, message and file description as frozen pydantic models.

`schemas.export` writes them as JSON Schema and TypeScript into `schemas/generated/`.
"""
