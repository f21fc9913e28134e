"""What roles allow: nothing that is not written, and nothing outside the organisation that they were given for."""

import pytest

from ebpages.accounts.permissions import OF_EVERYBODY_SIGNED_IN, OF_ONE_ORGANISATION, Permission
from ebpages.accounts.reader import OPERATOR, VISITOR, Reader
from ebpages.accounts.roles import BY_NAME, GIVEN, ORGANISATION_ROLES, SITE_ROLES, check_roles, who_may

OURS, THEIRS = "aaaaaaa", "bbbbbbb"


def test_a_role_of_an_organisation_allows_nothing_on_the_site_and_the_other_way_round() -> None:
    check_roles()


def test_every_permission_is_given_by_some_role() -> None:
    assert [permission for permission in Permission if not who_may(permission)] == []


def test_a_visitor_may_do_nothing() -> None:
    assert [p for p in Permission if VISITOR.may(p) or VISITOR.may(p, OURS)] == []


def test_the_operator_may_do_everything() -> None:
    assert [p for p in Permission if not OPERATOR.may(p, OURS)] == []


@pytest.mark.parametrize("role", ORGANISATION_ROLES)
def test_a_role_holds_in_its_organisation_only(role: str) -> None:
    reader = Reader(person=1, organisations={OURS: frozenset({role})})
    here = {p for p in Permission if reader.may(p, OURS)}
    assert here == BY_NAME[role].permissions | OF_EVERYBODY_SIGNED_IN
    assert {p for p in Permission if reader.may(p, THEIRS)} == OF_EVERYBODY_SIGNED_IN
    assert {p for p in Permission if reader.may(p)} == OF_EVERYBODY_SIGNED_IN


@pytest.mark.parametrize("role", SITE_ROLES)
def test_a_role_of_the_site_lets_nobody_act_for_an_organisation(role: str) -> None:
    reader = Reader(person=1, site_roles=frozenset({role}))
    assert {p for p in OF_ONE_ORGANISATION if reader.may(p, OURS)} == set()
    assert {p for p in Permission if reader.may(p)} == BY_NAME[role].permissions | OF_EVERYBODY_SIGNED_IN


@pytest.mark.parametrize("role", [role.name for role in GIVEN])
def test_a_token_allows_what_role_and_scopes_both_allow(role: str) -> None:
    there = (
        {"organisations": {OURS: frozenset({role})}}
        if BY_NAME[role].of_organisation
        else {"site_roles": frozenset({role})}
    )
    scopes = frozenset({Permission.EDIT_PAGE, Permission.READ_AUDIT})
    reader = Reader(person=1, scopes=scopes, **there)  # type: ignore[arg-type]
    assert {p for p in Permission if reader.may(p, OURS)} == BY_NAME[role].permissions & scopes


def test_without_the_second_factor_that_is_asked_of_them_roles_allow_nothing() -> None:
    reader = Reader(
        person=1,
        site_roles=frozenset({"analyst"}),
        organisations={OURS: frozenset({"editor"})},
        lacks_second_factor=True,
    )
    assert {p for p in Permission if reader.may(p, OURS)} == OF_EVERYBODY_SIGNED_IN


def test_where_somebody_may_edit_is_listed() -> None:
    reader = Reader(person=1, organisations={OURS: frozenset({"editor"}), THEIRS: frozenset({"member"})})
    assert reader.where(Permission.EDIT_PAGE) == (OURS,)
    assert reader.where(Permission.SEE_INSIDE) == (OURS, THEIRS)
