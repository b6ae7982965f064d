"""Response headers that protect readers, on every answer: pages, errors, files, redirects."""

from django.conf import settings
from django.utils.csp import CSP

# Powerful browser features, all off: the site uses none of them, and an injected script may not either.
# Only names that browsers know: each other one is an error in the console.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera",
        "clipboard-read", "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection",
        "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock",
        "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip

FIXED = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}

STAFF_PATHS = ("/admin/", "/accounts/")
# The admin's own scripts need a nonce and cannot run under Trusted Types (jQuery); nothing unsafe is allowed.
STAFF_CSP = {name: sources for name, sources in settings.SECURE_CSP.items() if name != "require-trusted-types-for"}
STAFF_CSP |= {"script-src": [CSP.SELF, CSP.NONCE], "style-src": [CSP.SELF, CSP.NONCE]}
# An uploaded picture opened as a page of its own may do nothing at all.
MEDIA_CSP = {"default-src": [CSP.NONE], "sandbox": True}


class SecurityHeaders:
    """Outermost middleware, so that answers made by any other middleware carry the headers too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in FIXED.items():
            response.headers[name] = value
        return response


class StaffPolicy:
    """Chooses the content security policy by place; must run inside Django's CSP middleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(STAFF_PATHS):
            response._csp_config = STAFF_CSP
            response.headers["Cache-Control"] = "no-store"
        elif request.path.startswith(settings.MEDIA_URL):
            response._csp_config = MEDIA_CSP
        return response
