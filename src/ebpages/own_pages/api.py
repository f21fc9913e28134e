"""What pages under /my/ and /agency/ show and do, as JSON: the same queries, the same actions, the same permissions."""

from ninja import Router

from ebpages.own_pages.api_acting import router as acting
from ebpages.own_pages.api_entries import router as entries
from ebpages.own_pages.api_members import router as members
from ebpages.own_pages.api_pages import router as pages

router = Router(tags=["own pages"])
for each in (acting, pages, members, entries):
    router.add_router("", each)
