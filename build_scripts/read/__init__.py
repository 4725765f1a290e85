"""Bytes to raw tables: every cell as text, with its place. Knows formats, no business."""
