"""The web application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from kiss.roles import refuse_owner

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kiss.settings")

application = get_wsgi_application()
refuse_owner()

# The program itself stays: the collector passes it by.
gc.collect()
gc.freeze()
