"""Addresses of accounts, named as Django names them."""

from django.urls import path

from annotations.views import accounts

urlpatterns = [
    path("login/", accounts.SignIn.as_view(), name="login"),
    path("logout/", accounts.SignOut.as_view(), name="logout"),
    path("register/", accounts.register, name="register"),
]
