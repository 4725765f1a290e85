"""What a change report is asked by: the names of its sections and forms, known without loading what makes them."""

SECTIONS = (
    *("totals", "met", "missed", "judged", "unjudged", "ranks", "revised", "silent", "speaking", "underway", "broken", "mended"),
    *("withheld", "rejected", "removed", "awarded", "revoked", "disclosed", "replaced", "taken_down"),
)
FORMS = TEXT, MARKDOWN, JSON = ("text", "markdown", "json")
