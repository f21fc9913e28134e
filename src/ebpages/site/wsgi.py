"""The entry for any WSGI server; `ebpages serve` uses it too."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ebpages.site.settings")

application = get_wsgi_application()
