"""Login and logout. Nothing here lets anybody sign up."""

from allauth.account import views as account
from django.conf import settings
from django.urls import path

from kiss import views

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("adgangskode/", account.password_change, name="account_change_password"),
    path("adgangskode/ny/", account.password_set, name="account_set_password"),
    path("nulstil/", account.password_reset, name="account_reset_password"),
    path("nulstil/sendt/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "nulstil/<str:uidb36>-<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "nulstil/gemt/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("inaktiv/", account.account_inactive, name="account_inactive"),
    path("bekraeft/", account.reauthenticate, name="account_reauthenticate"),
]
if settings.DEMO:
    urlpatterns += [path("demo/", views.demo_login, name="demo_login")]
