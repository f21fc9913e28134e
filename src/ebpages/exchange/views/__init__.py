"""Pages of the exchange: one query or one action each."""

from ebpages.exchange.views.barriers import assess, barriers, open_barriers, own_barriers
from ebpages.exchange.views.cases import (
    answer_help,
    case,
    case_add_document,
    case_add_task,
    case_agreement,
    case_archive,
    case_ask_intermediary,
    case_file,
    case_finish_task,
    case_funnel,
    case_message,
    case_move,
    case_pdf,
    case_sign,
    cases,
    end_help,
    express_interest,
)
from ebpages.exchange.views.embed import embed, embed_code
from ebpages.exchange.views.matches import (
    fitting_profiles,
    match,
    matches,
    public_matches,
    stop_watch,
    stop_watch_by_mail,
    take_back_match,
    watches,
)
from ebpages.exchange.views.mechanisms import mechanisms
from ebpages.exchange.views.own import (
    add_attachment,
    attachments,
    begin,
    compare,
    edit,
    hand_in,
    history,
    import_file,
    own,
    own_attachment,
    own_file,
    preview,
    remove_attachment,
    renew,
    take_back,
    withdraw,
)
from ebpages.exchange.views.public import attachment, feed, one_pager, profile, profiles, profiles_file
from ebpages.exchange.views.review import queue, review
from ebpages.exchange.views.support import who_can_help
from ebpages.exchange.views.technology_watch import (
    own_technology_watch,
    technology_watch,
    technology_watch_citation,
    technology_watch_file,
)
