"""The only writer of the exchange."""

from ebpages.exchange.actions.attachments import add_attachment, remove_attachment
from ebpages.exchange.actions.barriers import assess_barrier
from ebpages.exchange.actions.case_agreements import hand_in_agreement, make_agreement, sign_agreement
from ebpages.exchange.actions.case_contents import add_case_document, add_task, finish_task, write_message
from ebpages.exchange.actions.case_intermediaries import (
    answer_intermediary,
    ask_intermediary,
    end_intermediary,
)
from ebpages.exchange.actions.cases import OpenAlready, express_interest, make_move
from ebpages.exchange.actions.drafts import Saved, save_draft, start_profile
from ebpages.exchange.actions.example_cases import make_example_cases
from ebpages.exchange.actions.examples import make_example_profiles
from ebpages.exchange.actions.importing import import_profiles
from ebpages.exchange.actions.life import end_profiles, hand_in, renew, take_back, withdraw
from ebpages.exchange.actions.matches import judge_match, take_back_judgement
from ebpages.exchange.actions.review import decide
from ebpages.exchange.actions.watching import start_watch, stop_watch
