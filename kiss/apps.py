from django.apps import AppConfig


class KissConfig(AppConfig):
    name = "kiss"
    verbose_name = "Kom i skole"

    def ready(self) -> None:
        from kiss.signin import checks, hearing  # noqa: F401
