"""Every address and every operation of the API, asked by every kind of reader: what opens, and to whom.

The table is written here a second time, by hand: an address that is not in it fails, and so does one that opens to somebody else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from ebpages.accounts.actions import make_token
from ebpages.accounts.guard import access_to, allows
from ebpages.accounts.models import Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import VISITOR as NOBODY
from ebpages.accounts.reader import Reader
from ebpages.accounts.readers import reader_for
from ebpages.site.access import access_table
from tests.samples.people_of_every_role import KINDS, OWN, everybody

VISITOR = "visitor"
EVERYBODY = frozenset({VISITOR, *KINDS})
SIGNED_IN = frozenset(KINDS)

EDITORS = frozenset({"editor", "administrator", "transfer_officer"})
INSIDE = EDITORS | {"member"}
ADMINISTRATOR = frozenset({"administrator"})
REVIEWERS = frozenset({"reviewer", "analyst", "site_administrator"})
# A profile is found by its code: the address asks for the role in any organisation, the query for the right one.
EDITORS_ANYWHERE = EDITORS | {f"foreign {kind}" for kind in EDITORS}
INSIDE_ANYWHERE = INSIDE | {f"foreign {kind}" for kind in INSIDE}

TABLE: dict[frozenset[str], str] = {
    EVERYBODY: """
        entrance livez readyz healthz metrics robots security sitemap sitemap_part api:api-root api:openapi-json
        api:openapi-view jobs:job jobs:job_file jobs:stop jobs:again accounts:rights registry:home registry:organisations
        registry:organisations_file registry:organisations_citation registry:organisation registry:organisation_citation
        registry:findings registry:differences registry:differences_file registry:differences_citation registry:findings_file
        registry:findings_citation registry:statements_file registry:sources registry:source registry:source_file
        registry:record registry:method api:home api:organisations api:suggestions api:organisation api:changes api:findings
        api:differences api:sources api:source api:record api:method imports:editions imports:comparison_file imports:feed api:imported_lists observatory:observatory observatory:figure
        observatory:behind observatory:embed observatory:chart observatory:figure_file observatory:figure_citation
        observatory:claims observatory:claims_file observatory:claims_citation observatory:statistics observatory:dataset
        observatory:dataset_file observatory:report api:observatory api:figure api:behind api:claims api:statistics
        api:dataset mapping:overview mapping:panel mapping:panel_file mapping:region mapping:region_file mapping:industry
        mapping:industry_file mapping:cell mapping:comparison mapping:comparison_file mapping:rules mapping:rules_file
        mapping:findings mapping:panel_citation mapping:region_citation mapping:industry_citation mapping:cell_citation
        mapping:comparison_citation mapping:rules_citation api:mapping_overview api:mapping_panel api:mapping_region
        api:mapping_industry api:mapping_cell api:mapping_comparison api:mapping_rules api:mapping_findings contact:operator
        contact:privacy contact:accessibility contact:report contact:sent api:operator api:privacy api:accessibility
        account_login account_signup account_logout account_inactive account_reset_password account_complete_password_reset
        account_password_reset_completed account_confirm_password_reset_code account_confirm_login_code
        account_email_verification_sent mfa_authenticate mfa_login_webauthn socialaccount_login_cancelled
        socialaccount_login_error socialaccount_signup accounts:gone accounts:enter accounts:stop_mail
        reconciliation:reconcile reconciliation:preview api:reconcile api:reconcile_suggest
        api:reconcile_flyout api:reconcile_extends
        living:sources living:source living:clusters living:clusters_file api:living_sources api:living_source api:timeline api:register_clusters api:research_projects open_data:data open_data:news api:data api:data_file api:catalogue api:organisation_linked api:changes_feed
        exchange:technology_watch_citation exchange:who_can_help api:who_can_help exchange:technology_watch exchange:technology_watch_file api:technology_watch exchange:profiles exchange:profiles_file exchange:feed exchange:embed exchange:embed_code exchange:profile exchange:one_pager exchange:attachment api:profiles
        api:profile api:profile_linked exchange:public_matches exchange:stop_watch_by_mail api:public_matches api:answering_organisations
        api:case_routes exchange:mechanisms exchange:barriers api:mechanisms api:barriers
        registry:for_me api:clusters api:members api:editions api:edition api:comparison api:report own_pages:logo_file own_pages:history own_pages:compare openid_connect_login openid_connect_callback
        funding:calls funding:calls_file funding:calendar funding:feed funding:call funding:assess funding:organisation
        api:calls api:call api:assess api:size api:funding_organisation
    """,
    SIGNED_IN: """
        exchange:express_interest exchange:own exchange:own_technology_watch exchange:watches exchange:stop_watch api:own_technology_watch api:watches api:watch
        accounts:audit accounts:audit_file accounts:tokens accounts:end_token api:me api:audit
        api:account api:notices api:read_notices api:my_work api:my_organisations api:organisation_claims api:own_claims
        api:own_claim api:claim_document api:leave api:my_invitations api:my_invitation api:invitation_answer api:own_proposals
        api:own_proposal api:submit_proposal api:contacts
        accounts:account accounts:kept_form accounts:export accounts:delete accounts:notices accounts:read
        own_pages:my_work own_pages:organisation own_pages:withdraw own_pages:document own_pages:leave own_pages:invitation
        own_pages:new_organisation own_pages:proposal own_pages:change_proposal  own_pages:contacts_for_signed_in
        account_confirm_reauthentication_code account_request_reauthentication_code account_email account_change_password
        account_set_password account_reauthenticate socialaccount_connections usersessions_list mfa_index mfa_activate_totp
        mfa_deactivate_totp mfa_generate_recovery_codes mfa_view_recovery_codes mfa_download_recovery_codes mfa_list_webauthn
        mfa_add_webauthn mfa_edit_webauthn mfa_remove_webauthn mfa_reauthenticate mfa_reauthenticate_webauthn
    """,
    INSIDE: """
        exchange:own_file exchange:fitting_profiles api:fitting_profiles exchange:open_barriers api:open_barriers
        own_pages:people own_pages:preview own_pages:next own_pages:contacts own_pages:members
        api:people api:invitations api:draft api:preview api:next_steps
    """,
    EDITORS: """
        exchange:begin exchange:import_file exchange:case_funnel api:case_funnel
        api:logo api:revert api:readiness_answer api:member api:membership_answer api:contact
        own_pages:edit own_pages:publish own_pages:drop own_pages:logo own_pages:revert own_pages:answer own_pages:remove_contact
        own_pages:end_member own_pages:answer_membership own_pages:add_contact own_pages:add_member
    """,
    ADMINISTRATOR: """
        own_pages:invite own_pages:withdraw_invitation own_pages:role api:role api:hand_over api:invitation
    """,
    REVIEWERS: """
        exchange:queue exchange:review api:profiles_to_review api:profile_to_review api:profile_decision
        own_pages:revert_for_agency own_pages:proposals own_pages:review api:revert_for_agency api:proposals api:proposal
        api:proposal_decision
        review:queue review:queue_file review:next review:pair review:decided review:take_back review:organisation
        review:findings review:finding review:letter review:letter_file review:lessons api:review_queue api:review_next
        api:review_pair api:review_decision api:review_later api:review_opinion api:review_decisions
        api:review_decision_taken_back api:review_part api:review_findings_answered api:review_finding_answer
        api:review_letter api:review_lessons
    """,
    frozenset({"analyst", "site_administrator"}): """
        own_pages:claims own_pages:decide api:claims_to_decide api:claim_to_decide api:claim_decision
        imports:lists imports:upload imports:mapping_file imports:take_back api:take_back api:uploads api:hand_in api:upload api:map_upload api:drop_upload
        api:check_upload api:import_upload
    """,
    frozenset({"site_administrator"}): "accounts:mail accounts:one_mail",
    INSIDE_ANYWHERE | REVIEWERS: """
        exchange:edit exchange:preview exchange:history exchange:compare exchange:attachments exchange:own_attachment
        api:own_profiles api:own_profile api:own_versions api:own_comparison api:attachments
    """,
    INSIDE_ANYWHERE: "exchange:matches exchange:match api:matches exchange:own_barriers api:own_barriers exchange:assess api:assessments",
    EDITORS_ANYWHERE: """
        exchange:cases exchange:case exchange:case_move exchange:case_message exchange:case_add_document exchange:case_file
        exchange:case_add_task exchange:case_finish_task exchange:case_agreement exchange:case_sign exchange:case_ask_intermediary
        exchange:answer_help exchange:end_help exchange:case_pdf exchange:case_archive api:cases api:case api:case_move
        api:case_messages api:case_documents api:case_file api:case_tasks api:case_task api:case_agreement api:case_agreement_file
        api:case_signature api:case_intermediary api:help_requests api:help_answer api:help_end api:case_archive
        exchange:take_back_match api:match api:assess_barrier
        exchange:hand_in exchange:take_back exchange:withdraw exchange:renew exchange:add_attachment exchange:remove_attachment
        api:hand_in_profile api:take_back_profile api:withdraw_profile api:renew_profile api:attachment api:import_profiles
        api:check_content
    """,
}
# Where changing asks for more than reading does.
TO_CHANGE = {
    **dict.fromkeys(("exchange:edit", "exchange:match", "exchange:assess", "api:own_profiles", "api:own_profile", "api:attachments"), EDITORS_ANYWHERE),
    "api:draft": EDITORS, "api:editions": EDITORS, "api:members": EDITORS, "api:contacts": EDITORS, "api:invitations": ADMINISTRATOR,
}  # fmt: skip
WHO = {name: kinds for kinds, names in TABLE.items() for name in names.split()}
TO_EVERYBODY = {name for name, kinds in WHO.items() if kinds == EVERYBODY}
OPENS_TO = {name: kinds for name, kinds in WHO.items() if kinds != EVERYBODY}


Parts = dict[str, Any]  # name of a part of an address that varies -> what it takes


def addresses(
    patterns: Any = None, room: str = "", parts: Parts | None = None
) -> Iterator[tuple[str, Parts]]:
    """Every address that Django resolves, by its whole name."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        named = dict.fromkeys(getattr(pattern.pattern.regex, "groupindex", {}))
        varying = (parts or {}) | named | getattr(pattern.pattern, "converters", {})
        if isinstance(pattern, URLPattern):
            yield room + (pattern.name or pattern.lookup_str), varying
        else:
            inner = f"{room}{pattern.namespace}:" if pattern.namespace else room
            yield from addresses(pattern.url_patterns, inner, varying)


def test_every_address_is_in_the_table() -> None:
    names = {name for name, _parts in addresses() if not name.startswith("administration:")}
    assert names - {*TO_EVERYBODY, *OPENS_TO} == set(), (
        "say in this table, and in `access` of its room, who may open it"
    )
    assert {*TO_EVERYBODY, *OPENS_TO} - names == set(), "there is no such address any more"


def test_what_opens_to_everybody_asks_for_nothing() -> None:
    table = access_table()
    assert [name for name in TO_EVERYBODY if table[name].permission is not None] == []
    assert [name for name in OPENS_TO if table[name].permission is None] == []


@dataclass(frozen=True, slots=True)
class Someone:
    """A reader, the browser that they are signed in with, and the head of their requests to the API."""

    reader: Reader
    browser: Client
    key: dict[str, str]


@pytest.fixture
def everyone(db: None) -> dict[str, Someone]:
    """Every kind of reader; the keys allow everything that the reader may do."""
    found = {VISITOR: Someone(NOBODY, Client(), {})}
    for kind, person in everybody():
        browser = Client()
        browser.force_login(person)
        found[kind] = Someone(reader_for(person), browser, {"Authorization": f"Bearer {key_of(person)}"})
    return found


def key_of(person: Person) -> str:
    return make_token(by=reader_for(person), name="everything", scopes=list(Permission), days=1)[1]


def is_let_in(someone: Someone, path: str, method: str) -> bool:
    with transaction.atomic():  # what one request changes, such as who has left, no other meets
        answer = someone.browser.generic(
            method, path, headers=someone.key if path.startswith("/api/") else {}
        )
        transaction.set_rollback(True)
    sent_to_sign_in = answer.status_code == 302 and "/account/login/" in answer["Location"]
    return answer.status_code not in (401, 403) and not sent_to_sign_in


def asked(kinds: frozenset[str], number: int) -> set[str]:
    """Who opens an address in earnest: a visitor, one whom it opens to and one signed in whom it does not, by turns every kind."""
    inside, outside = [kind for kind in KINDS if kind in kinds], [kind for kind in KINDS if kind not in kinds]
    return {VISITOR} | {some[number % len(some)] for some in (inside, outside) if some}


def an_example(converter: Any) -> str:
    """Of a part of an address: what its converter takes, and what there is nothing of; one without stands in the administration alone."""
    if converter is None:
        return "accounts"
    first = converter.regex.partition("|")[0].replace("\\", "")
    tries = ("999999", "csv", "x", "00000000-0000-0000-0000-000000000000", "x:1", first)
    return next(each for each in tries if converter.regex and re.fullmatch(converter.regex, each))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_opens_to_whom_the_table_says_and_to_nobody_else(
    everyone: dict[str, Someone], method: str
) -> None:
    """The rule is asked for every kind of reader; the site itself, where one rule guards all views, for some of them."""
    wrong = []
    patterns = dict(addresses())
    administration = {
        name: frozenset({"site_administrator"})
        for name in patterns
        if name.startswith("administration:")
        and "." not in name  # a dot: an address without a name, which leads to one
    }
    opens_to = OPENS_TO | administration | (TO_CHANGE if method != "GET" else {})
    for number, (name, kinds) in enumerate(opens_to.items()):
        parts = {
            part: OWN if part == "public_id" else an_example(takes) for part, takes in patterns[name].items()
        }
        access, path = access_to(name, method), reverse(name, kwargs=parts)
        assert access is not None
        allowed = {kind for kind, someone in everyone.items() if allows(access, someone.reader, parts)}
        let_in = {kind for kind in asked(kinds, number) if is_let_in(everyone[kind], path, method)}
        if allowed != kinds or let_in != kinds & asked(kinds, number):
            wrong.append(
                f"{method} {name}: its rule allows {sorted(allowed)}, it opened to {sorted(let_in)}; "
                f"of {sorted(asked(kinds, number))} only {sorted(kinds)} may open it"
            )
    assert wrong == []


@pytest.mark.parametrize(
    ("page", "operation"),
    [
        ("accounts:account", "api:account"), ("accounts:audit_file", "api:audit"), ("own_pages:invite", "api:invitations"),
        ("own_pages:role", "api:role"), ("own_pages:decide", "api:claim_decision"), ("own_pages:review", "api:proposal_decision"),
    ],
)  # fmt: skip
def test_an_operation_asks_for_the_password_again_where_its_page_does(page: str, operation: str) -> None:
    asked = [(access_to(name, "POST") or pytest.fail(name)).confirmed for name in (page, operation)]
    assert asked[0] == asked[1]


def test_what_others_did_and_were_written_asks_for_the_password_again() -> None:
    """As pages that are looked at; who has a key has said with it what it may be used for."""
    asking = ("accounts:audit_file", "api:audit", "accounts:mail", "accounts:one_mail")
    assert all((access_to(name, "GET") or pytest.fail(name)).confirmed for name in asking)
