"""Static files: hashed names, compressed beforehand, cached for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files, where `import "./x.js"` is rewritten to the hashed name too."""

    support_js_module_import_aggregation = True
