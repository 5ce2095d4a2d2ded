"""The pages: one module per resource, each with its router."""
