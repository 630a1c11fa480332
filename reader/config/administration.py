"""Which site Django's admin is."""

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    default_site = "reader.admin_site.Administration"
