"""The last steps: MkDocs, stamping, sealing, verifying, swapping the release."""
