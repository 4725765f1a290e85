"""A page that is listened to: what it complains of, what it asks for, and whether anything that was submitted ran."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Dialog, Page


@dataclass(slots=True)
class Heard:
    """Console errors and warnings, uncaught errors, dialogs; and every address asked for."""

    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def elsewhere(self, address: str) -> list[str]:
        """Requests to other hosts than the one at the address."""
        return [url for url in self.requests if not url.startswith((f"{address}/", "data:", "blob:"))]


Listened = tuple[Page, Heard]


def listened(context: BrowserContext) -> Listened:
    """A new page and what it will be heard to say."""
    page, heard = context.new_page(), Heard()

    def dismissed(dialog: Dialog) -> None:
        heard.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("console", lambda message: heard.complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.complaints.append(str(error)))
    page.on("dialog", dismissed)
    page.on("request", lambda request: heard.requests.append(request.url))
    return page, heard
