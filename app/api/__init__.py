"""The JSON API under /api: one module per resource, thin over the same functions as the pages."""
