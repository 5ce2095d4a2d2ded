"""Commands for building and measuring Verso; none of them runs in production."""
