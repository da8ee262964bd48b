"""Reading a release, yanking it, and taking the yank back."""

from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.fields import texts_of
from registry.api.serializers import ReleaseSerializer, YankSerializer
from registry.api.views.base import RegistryView
from registry.errors import ERRORS
from registry.models import ApiToken, Release
from registry.readers import Reader, seen
from registry.services.yank import unyank_release, yank_release


class ReleaseView(RegistryView):
    """One release."""

    @described("release", "A release", ReleaseSerializer)
    def get(self, request: Request, name: str, version: str) -> Response:
        """Return everything that is known of a release."""
        return _answer(request, name, version, self.reader())


class YankView(RegistryView):
    """Yanking a release."""

    scopes = {"POST": ApiToken.Scope.YANK}

    @described("yank", "Yank a release", ReleaseSerializer, takes=YankSerializer)
    def post(self, request: Request, name: str, version: str) -> Response:
        """Take a release out of new resolutions, and say why. Locks that name it still install."""
        yank_release(actor=request.user, pack=name, version=version, **texts_of(request, "reason"))
        return _answer(request, name, version, request.user)


class UnyankView(RegistryView):
    """Taking a yank back."""

    scopes = {"POST": ApiToken.Scope.YANK}

    @described("unyank", "Take a yank back", ReleaseSerializer, takes=None)
    def post(self, request: Request, name: str, version: str) -> Response:
        """Put a yanked release back into resolutions."""
        unyank_release(actor=request.user, pack=name, version=version)
        return _answer(request, name, version, request.user)


def _answer(request: Request, name: str, version: str, reader: Reader) -> Response:
    releases = seen(Release.objects.select_related("pack__publisher").defer("files"), reader)
    releases = releases.prefetch_related("components", "requirements")
    release = releases.filter(pack__name=name, version=version).first()
    if release is None:
        raise ERRORS.error("E_RELEASE_ABSENT", pack=name, version=version)
    return Response(ReleaseSerializer(release, context={"request": request}).data)
