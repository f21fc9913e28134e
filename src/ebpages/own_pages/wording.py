"""Sentences for why a picture cannot be a logo."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_OF_LOGO = {
    "none": gettext_noop("Choose a file first."),
    "too_large": gettext_noop("The file is larger than 2 MB. Save the picture smaller and send it again."),
    "too_many_pixels": gettext_noop(
        "The picture has more than 20 million pixels. Make it smaller; 512 by 512 are enough."
    ),
    "too_much_work": gettext_noop(
        "The picture takes too much to open. Make it smaller; 512 by 512 pixels are enough."
    ),
    "animated": gettext_noop("The picture moves. Send one that stands still."),
    "something_behind": gettext_noop(
        "Something else is stored behind the picture in this file. Open it in a drawing program, save it as PNG and send that."
    ),
    "no_picture": gettext_noop("This is no picture that can be opened. Send a PNG, JPEG or WebP file."),
}


def sentence_of_logo(reason: str) -> str:
    return _(_OF_LOGO[reason])
