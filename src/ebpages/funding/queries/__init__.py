from ebpages.funding.queries.assessments import assessment_view
from ebpages.funding.queries.calls import asked_calls, call_view, card, facet_counts, facet_name
from ebpages.funding.queries.feeds import calendar, feed
from ebpages.funding.queries.fits import document_of_organisation, fits_of
