"""A server with somebody signed in."""

from __future__ import annotations

from playwright.sync_api import BrowserContext
from sqlalchemy.orm import Session

from app.models import Account, Book
from app.photos import FolderStore
from app.settings import Settings
from tests.browser.server import Server
from tests.builders import sign_in


class Desk:
    """A server with a signed-in member, on data that the test prepares in the database."""

    def __init__(self, server: Server, session: Session, account: Account, book: Book) -> None:
        self.server = server
        self.session = session
        self.account = account
        self.book = book
        self.store = FolderStore(
            Settings(_env_file=None, data_folder=server.data_folder).photo_folder
        )
        self.token = sign_in(session, account)
        session.commit()

    def sign_in_again(self) -> None:
        """Give the windows that are opened from now on a sign-in of their own."""
        self.token = sign_in(self.session, self.account)
        self.session.commit()

    def enter(self, context: BrowserContext) -> None:
        """Give a browser window the sign-in."""
        context.add_cookies([{"name": "verso", "value": self.token, "url": self.server.address}])
