from django.apps import AppConfig


class KissConfig(AppConfig):
    name = "kiss"
    verbose_name = "Kom i skole"
