"""Makes the small models of `ocr.fields` from invented cards; see training/README.md."""
