from django.apps import AppConfig


class KissConfig(AppConfig):
    name = "kiss"
    verbose_name = "Kom i skole"

    def ready(self) -> None:
        from kiss.lib import faults
        from kiss.signin import checks, hearing  # noqa: F401
        from kiss.signin.provider.configuration import provider

        faults.install()
        # What is said of the municipality's sign-in must be sound before anybody is let in.
        provider()
