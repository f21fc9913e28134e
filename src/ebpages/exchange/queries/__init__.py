"""Every read of the exchange. What everybody reads comes from `ShownProfile`; everything else says who reads."""

from ebpages.exchange.queries.attachments import levels
from ebpages.exchange.queries.check import check_of, check_view
from ebpages.exchange.queries.editing import (
    clashing_fields,
    edit_form,
    lacking,
    other_languages,
    own_form_choices,
)
from ebpages.exchange.queries.embed import embedded_profiles
from ebpages.exchange.queries.feed import feed_of_profiles
from ebpages.exchange.queries.listing import ProfileQuestion, listed_contents, profiles
from ebpages.exchange.queries.own import (
    attachment_of,
    comparison,
    draft_view,
    find_profile,
    own_profiles,
    owners_for,
    preview,
    review_views,
    versions,
)
from ebpages.exchange.queries.owners import country_of
from ebpages.exchange.queries.profile import profile, published_once, shown_references
from ebpages.exchange.queries.review import handed_in_profile, queue, to_review
