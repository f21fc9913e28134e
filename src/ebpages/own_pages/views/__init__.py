"""Pages under /my/ and /agency/."""

from ebpages.own_pages.views.work import my_work
