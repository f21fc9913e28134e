"""What the pages of who is signed in show, as JSON."""

from ninja import Router

router = Router(tags=["own pages"])
