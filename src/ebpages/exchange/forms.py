"""A document that was handed in with a form."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from ebpages.accounts.actions import Unusable
from ebpages.faces.documents import LARGEST, Document, UnusableDocument, read_document


def read_attachment(file: UploadedFile | None) -> Document:
    """Raises Refused."""
    if file is None:
        raise Unusable(_("Choose a file first."))
    try:
        return read_document(file.read(LARGEST + 1))
    except UnusableDocument as problem:
        raise Unusable(_told()[problem.reason]) from None


def _told() -> dict[str, str]:
    return {
        "too_large": _("The document is larger than 5 MB."),
        "empty": _("The document is empty."),
        "no_kind": _("The document is no PDF, PNG or JPEG. Save it as one of these."),
        "broken": _("The document is damaged. Save it again."),
        "acts": _("The PDF runs programs or holds other files. Print it into a new PDF."),
        "too_many_pixels": _("The picture is too large. Make it smaller."),
    }
