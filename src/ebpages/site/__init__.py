"""The Django project: settings, addresses, base templates and what every answer carries."""
