"""A transfer office drafts an offer, mends what the check says, hands it in; a reviewer publishes it; anybody finds it. And what people type."""

import csv
import io
import json
import re
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ebpages.accounts.models import Person
from ebpages.accounts.reader import OPERATOR
from ebpages.exchange import actions, queries
from ebpages.exchange.models import Profile, ProfileVersion, ShownProfile
from ebpages.exchange.profile import LANGUAGES, TEXTS
from ebpages.own_pages.actions import add_member, answer_membership
from tests.integration.exchange.test_life import begun, published
from tests.integration.own_pages.test_pages_of_editing import Form
from tests.samples.people import CLUSTER, OTHER, browser, organisation, person, reader
from tests.samples.profiles import GOOD_TEXTS, offer, with_text

FIELDS = {
    "country": "BG",
    "trl": "6",
    "ipr-status": ["granted", ""],
    "ipr-country": ["BG", ""],
    "has-partnership_types": "1",
    "partnership_types": ["commercial_technical_assistance"],
    "has-partner_size": "1",
    "partner_size": ["small"],
    "market_keywords": "дървообработване\nмебели",
    "has-technology_keywords": "1",
    "technology_keywords": ["materials-wood"],
    "has-sdg": "1",
    "sdg": ["9"],
}


def typed(**texts: str) -> dict[str, object]:
    said = {name: getattr(GOOD_TEXTS, name) for name in TEXTS} | texts
    return {**FIELDS, **{f"{name}-bg": text for name, text in said.items()}}


def test_from_an_empty_form_to_a_page_that_everybody_finds(officer: Person, reviewer: Person) -> None:
    office = browser(officer)
    began = office.post(
        f"/en/my/organisations/{CLUSTER}/profiles/new/", {"type": "TO", "original": "bg"}, follow=True
    )
    form = began.request["PATH_INFO"]
    code = re.search(r"/my/profiles/(\w+)/", form)[1]  # type: ignore[index]
    poor = office.post(
        form, {**typed(advantages="Уникален и иновативен уред."), "began": "1"}, follow=True
    ).content.decode()
    assert "Предимствата не съдържат нито едно число." in poor
    assert "Уникален и иновативен уред." in poor
    assert "It follows from readiness level 6" in poor
    bare = office.post(form, {**typed(partner_role=""), "began": "2"}, follow=True).content.decode()
    assert '<a href="#partner_role-bg">' in bare and 'id="partner_role-bg"' in bare
    assert f'<a href="{form}#partner_role-bg">' in office.get(f"{form}preview/").content.decode()
    good = office.post(form, {**typed(), "began": "3", "preview": "1"}, follow=True).content.decode()
    assert "Hand it in for review" in good
    office.post(f"{form}hand-in/", {"version": "4"})
    desk = browser(reviewer)
    queue = desk.get("/bg/agency/profiles/").content.decode()
    assert GOOD_TEXTS.title in queue and "чака от днес" in queue
    page = desk.get(f"/en/agency/profiles/{code}/").content.decode()
    assert GOOD_TEXTS.partner_role in page
    scores = {f"score-{each}": "4" for each in ("advantages", "clarity", "cooperation", "language")}
    decided = desk.post(f"/en/agency/profiles/{code}/", {**scores, "version": "4"}, follow=True)
    assert "Everybody sees it now" in decided.content.decode()
    assert "See what is published" in desk.get("/en/agency/profiles/").content.decode()
    own = office.get(f"/en/my/profiles/{code}/preview/").content.decode()
    assert "See who fits" in own and f"/en/my/profiles/{code}/#also_in" in own
    anybody = Client()
    listed = anybody.get("/bg/exchange/?q=влага в дървесина").content.decode()
    assert GOOD_TEXTS.title in listed
    reference = Profile.objects.for_writing().get(code=code).reference
    page = anybody.get(f"/bg/exchange/{reference}/").content.decode()
    assert GOOD_TEXTS.partner_role in page and "Technology offer" not in page
    assert ">PDF (български)</a>" in page
    assert anybody.get(f"/bg/exchange/{reference}/bg.pdf").content.startswith(b"%PDF")
    linked = anybody.get(f"/api/exchange/{reference}/linked").json()
    assert (linked["@type"], linked["identifier"]) == ("Offer", reference)
    assert reference in anybody.get("/bg/exchange/profiles.atom").content.decode()
    assert f"/en/exchange/{reference}/" in anybody.get("/sitemap.xml").content.decode()
    assert (
        f'href="/bg/exchange/{reference}/"' in anybody.get(f"/bg/organisations/{CLUSTER}/").content.decode()
    )


def long_texts() -> dict[str, object]:
    filled = "Влагомер без пробиване. " * 170
    return {f"{name}-{language}": filled[:4000] for name in TEXTS for language in LANGUAGES}


@pytest.mark.parametrize(
    "texts",
    [
        long_texts(),
        {f"{name}-bg": "" for name in TEXTS},
        typed(title="Αισθητήρας υγρασι\u0301ας ξυ\u0301λου", summary="\u03b1\u0301" * 250),
        typed(title="Ceнзop зa влaгa c лaтинcки бyкви"),
        typed(description="Вид\tВлага\tГрешка\nДъб\t12\t1,5\nБук\t14\t1,2"),
        typed(title="<script>alert(1)</script> & \u202e обратно"),
    ],
    ids=["4,000 characters in each field", "nothing", "Greek with combining accents", "Latin look-alikes", "a table", "markup"],
)  # fmt: skip
def test_whatever_is_typed_is_stored_or_comes_back(officer: Person, texts: dict[str, object]) -> None:
    profile, office = begun(officer), browser(officer)
    answer = office.post(f"/en/my/profiles/{profile.code}/", {**FIELDS, **texts, "began": "1"})
    assert answer.status_code == 302
    assert office.get(answer["Location"]).status_code == 200
    assert office.get(f"/bg/my/profiles/{profile.code}/preview/").status_code == 200
    stored = ProfileVersion.objects.seen_by(reader(officer)).filter(profile=profile).last()
    assert stored.said.written.title == str(texts["title-bg"]).strip()


def test_what_cannot_be_stored_comes_back_with_a_reason(officer: Person) -> None:
    profile, office = begun(officer), browser(officer)
    answer = office.post(
        f"/en/my/profiles/{profile.code}/", {**typed(title="x" * 20_001, summary="Мой текст"), "began": "1"}
    )
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Мой текст" in page and "Not saved" in page


def test_a_form_with_an_old_token_gives_back_what_was_typed(officer: Person) -> None:
    profile = begun(officer)
    office = Client(enforce_csrf_checks=True)
    office.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = office.post(f"/en/my/profiles/{profile.code}/", {**typed(summary="Мой текст"), "began": "1"})
    assert answer.status_code == 403
    assert "Мой текст" in answer.content.decode()


def test_a_clash_shows_both_texts_and_the_next_save_decides(officer: Person) -> None:
    profile, office = begun(officer), browser(officer)
    form = f"/en/my/profiles/{profile.code}/"
    first = typed(title="Първо заглавие на сензора", summary="Резюме на първия") | {
        "trl": "7",
        "nace": "31.01",
    }
    office.post(form, {**first, "began": "1"})
    second = typed(title="Второ заглавие на сензора", description="Описание на втория")
    clash = office.post(form, {**second, "began": "1"})
    page = clash.content.decode()
    assert clash.status_code == 409
    assert "Първо заглавие на сензора" in page and "Второ заглавие на сензора" in page
    assert '<a href="#title-bg">Title (Bulgarian)</a>' in page and page.count('class="clash"') == 1
    shown = Form(page).fields
    assert (shown["summary-bg"], shown["trl"], shown["nace"]) == (["Резюме на първия"], ["7"], ["31.01"])
    assert office.post(form, shown).status_code == 302
    stored = ProfileVersion.objects.seen_by(reader(officer)).filter(profile=profile).last().said
    assert (stored.written.title, stored.written.summary) == ("Второ заглавие на сензора", "Резюме на първия")
    assert (stored.written.description, stored.trl, stored.nace) == ("Описание на втория", 7, ("31.01",))


def test_scores_come_back_where_the_version_has_moved_on(officer: Person, reviewer: Person) -> None:
    profile = begun(officer)
    actions.hand_in(by=reader(officer), profile=profile, version=1)
    actions.save_draft(by=reader(officer), profile=profile, began=1, content=offer(sdg=("12",)))
    actions.hand_in(by=reader(officer), profile=profile, version=2)
    given = {"score-clarity": "3", "reason-clarity": "Ясно, но дълго.", "version": "1"}
    answer = browser(reviewer).post(f"/en/agency/profiles/{profile.code}/", given)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Ясно, но дълго." in page and "you read version 1" in page


def test_what_a_reviewer_typed_is_shown_where_the_owner_took_the_profile_back(
    officer: Person, reviewer: Person
) -> None:
    profile, desk = begun(officer), browser(reviewer)
    actions.hand_in(by=reader(officer), profile=profile, version=1)
    page = f"/en/agency/profiles/{profile.code}/"
    given = {"score-clarity": "3", "reason-clarity": "Ясно, но дълго.", "remark": "До скоро!", "version": "1"}
    assert desk.get(page).status_code == 200
    actions.take_back(by=reader(officer), profile=profile)
    answer = desk.post(page, given)
    shown = answer.content.decode()
    assert answer.status_code == 409 and "The owner has taken the profile back" in shown
    assert "Ясно, но дълго." in shown and "До скоро!" in shown and GOOD_TEXTS.title not in shown
    assert desk.get(page).status_code == 404, "a draft is for its own people"
    assert desk.post(page, {**given, "version": "2"}).status_code == 404


@pytest.mark.parametrize("whose", ["owner", "reviewer"])
def test_what_was_typed_is_kept_where_somebody_signed_out_meanwhile(
    officer: Person, reviewer: Person, whose: str
) -> None:
    profile = begun(officer)
    actions.hand_in(by=reader(officer), profile=profile, version=1)
    someone, form = (
        (officer, f"/en/my/profiles/{profile.code}/")
        if whose == "owner"
        else (reviewer, f"/en/agency/profiles/{profile.code}/")
    )
    theirs = browser(someone)
    filled = Form(theirs.get(form).content.decode()).fields | {"remark": ["Мой текст"]}
    theirs.post("/en/account/logout/")
    kept = "/en/my/kept-form/"
    assert theirs.post(form, filled)["Location"] == f"/en/account/login/?next={quote(kept, safe='')}"
    theirs.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = theirs.get(kept).content.decode()
    assert "Мой текст" in page and f'action="{form}"' in page and "opened_by" not in page
    theirs.force_login(reviewer if whose == "owner" else officer)
    assert theirs.get(kept).status_code == 302, "nobody else reads it"


def test_facets_narrow_the_list_and_are_counted(officer: Person, reviewer: Person) -> None:
    published(officer, reviewer)
    published(
        officer, reviewer, offer(type="BO", partnership_types=("supplier",), trl=None, ipr=(), stage="")
    )
    listed = queries.profiles(queries.ProfileQuestion(chosen={"type": ("BO",)}))
    assert (listed.total, listed.counts["type"]) == (1, {"TO": 1, "BO": 1})
    page = Client().get("/en/exchange/?type=BO&form=supplier").content.decode()
    assert "<b>1</b> profile" in page
    assert Client().get("/en/exchange/?type=nonsense&trl=%00&page=2").status_code in (400, 404)


def test_what_is_said_in_another_language_follows_what_has_every_word(
    officer: Person, reviewer: Person
) -> None:
    published(officer, reviewer)
    published(officer, reviewer, with_text(title="Сушене на moisture-sensitive билки в тъмно"))
    listed = queries.profiles(queries.ProfileQuestion("moisture", sort="relevance"))
    assert [bool(each.met) for each in listed.results] == [False, True] and listed.close == 1
    assert listed.counts["type"] == {"TO": 2}, "facets count both"
    assert listed.results[1].met[0].startswith("moisture – влага")
    page = Client().get("/en/exchange/?q=moisture").content.decode()
    assert "Found by: moisture – влага" in page and "<b>1</b> of them does not have all words" in page
    assert Client().get("/api/exchange?q=υγρασία&language=en").json()["close"] == 2
    assert queries.profiles(queries.ProfileQuestion("квантова криптография")).total == 0


def test_an_id_that_was_public_is_gone_and_tells_nothing_of_what_it_said(
    officer: Person, reviewer: Person
) -> None:
    profile = published(officer, reviewer)
    published(officer, reviewer, with_text(title="Друго предложение"))
    profile = actions.withdraw(by=reader(officer), profile=profile)
    for language in ("en", "bg"):
        answer = Client().get(f"/{language}/exchange/{profile.reference}/")
        page = answer.content.decode()
        assert ("has withdrawn it" if language == "en" else "Собственикът го е оттеглил") in page
        assert answer.status_code == 410 and "Друго предложение" in page and GOOD_TEXTS.title not in page
    assert Client().get(f"/en/exchange/{profile.reference}/bg.pdf").status_code == 410
    never = f"{profile.reference[:-3]}999"
    for strange in (never, "TOBG20261399001", "TOBG20261130000"):
        assert Client().get(f"/en/exchange/{strange}/").status_code == 404


def test_what_an_address_asks_and_nothing_knows_is_said(officer: Person, reviewer: Person) -> None:
    published(officer, reviewer)
    page = Client().get("/en/exchange/?typ=TO&sort=zzz&country=bg&type=XX&age=5&trl=12").content.decode()
    for slip in ("typ", "zzz", "bg", "XX", "5", "12"):
        assert f"“{slip}”" in page
    for query in ("typ=TO", "sort=zzz", "country=bg", "type=XX", "age=5", "technology=none"):
        answer = Client().get(f"/api/exchange?language=en&{query}")
        assert (
            answer.status_code == 422
            and f"“{query.split('=')[query != 'typ=TO']}”" in answer.json()["detail"]
        )
    good = "q=влага&sort=newest&country=BG&type=TO&age=7&trl=6&technology=materials&page=1"
    assert 'class="instead"' not in Client().get(f"/en/exchange/?{good}").content.decode()
    assert Client().get(f"/api/exchange?{good}&size=5&language=en").json()["total"] == 1


def test_a_cluster_sees_what_its_confirmed_members_offer(officer: Person, reviewer: Person) -> None:
    published(officer, reviewer)
    organisation(OTHER, "Клъстер Дървесина")
    said = add_member(by=OPERATOR, cluster=OTHER, member=CLUSTER, kind="company")
    address = f"/en/exchange/?members_of={OTHER}"
    assert "<b>0</b> profiles" in Client().get(address).content.decode(), "the member has not confirmed it"
    answer_membership(by=OPERATOR, membership=said, confirmed=True)
    page = Client().get(address).content.decode()
    assert "<b>1</b> profile" in page and "Of members of Клъстер Дървесина" in page
    assert f"?members_of={OTHER}" in Client().get(f"/en/organisations/{OTHER}/").content.decode()
    manager = browser(person("manager@cluster.example", "editor", of=OTHER))
    assert f"?members_of={OTHER}" in manager.get("/en/my/profiles/").content.decode()
    published(officer, reviewer, with_text(title="Без име").model_copy(update={"anonymous": True}))
    assert "<b>1</b> profile" in Client().get(address).content.decode(), "nothing leads to an anonymous one"


def test_who_asks_for_an_anonymous_owner_gets_a_form_with_the_id(officer: Person, reviewer: Person) -> None:
    profile = published(officer, reviewer, offer(anonymous=True))
    page = Client().get(f"/en/exchange/{profile.reference}/").content.decode()
    form = re.search(r'href="([^"]*kind=question[^"]*)"', page)[1].replace("&amp;", "&")  # type: ignore[index]
    assert f'value="{profile.reference}"' in Client().get(form).content.decode()


def test_an_example_says_so_wherever_it_goes(officer: Person, reviewer: Person) -> None:
    reference = published(officer, reviewer).reference
    assert "disambiguatingDescription" not in Client().get(f"/api/exchange/{reference}/linked").json()
    ShownProfile.objects.update(is_example=True)
    linked = Client().get(f"/api/exchange/{reference}/linked").json()
    assert "invented" in linked["disambiguatingDescription"][1]["@value"]
    assert "(example)</title>" in Client().get("/en/exchange/profiles.atom").content.decode()
    assert json.loads(Client().get("/en/exchange/download.json").content)[0]["is_example"] is True


def test_an_empty_site_says_what_to_do(db: None) -> None:
    page = Client().get("/en/exchange/").content.decode()
    assert "Nothing is published here yet" in page and "/en/my/profiles/" in page


def test_profiles_go_out_as_files_and_come_back(officer: Person, reviewer: Person) -> None:
    published(officer, reviewer)
    rows = list(
        csv.DictReader(io.StringIO(Client().get("/en/exchange/download.csv").content.decode("utf-8-sig")))
    )
    assert rows[0]["title"] == GOOD_TEXTS.title
    assert (rows[0]["ipr"], rows[0]["type"]) == ("granted:BG", "TO")
    office, page = browser(officer), f"/en/my/organisations/{CLUSTER}/profiles/import/"
    content = json.dumps(
        [{**rows[0], "title": "Друг сензор за влага в дъска"}, {"type": "XX", "title": "Грешен"}]
    ).encode()
    tried = office.post(page, {"file": SimpleUploadedFile("p.json", content), "step": "try"}).content.decode()
    assert "a draft that can be handed in" in tried and "“XX” is no type of profile" in tried
    before = Profile.objects.for_writing().count()
    office.post(page, {"file": SimpleUploadedFile("p.json", content), "step": "store"})
    assert Profile.objects.for_writing().count() == before, "all or nothing"
    good = json.dumps([{**rows[0], "title": "Друг сензор за влага в дъска"}]).encode()
    office.post(page, {"file": SimpleUploadedFile("p.json", good), "step": "store"})
    office.post(page, {"file": SimpleUploadedFile("p.json", good), "step": "store"})
    assert Profile.objects.for_writing().count() == before + 1, "sent again, nothing is stored twice"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[1, 2]",
        b'{"type": ',
        b"a,b\n1,2\n",
        b'type,title\nTO,"x\n',
        b"type,title\nTO,x,y\n",
        b"\x00\x01\x02",
    ],
)
def test_a_file_that_is_none_is_refused_with_a_reason(officer: Person, content: bytes) -> None:
    page = f"/en/my/organisations/{CLUSTER}/profiles/import/"
    answer = browser(officer).post(page, {"file": SimpleUploadedFile("p.csv", content), "step": "try"})
    assert answer.status_code == 400
    assert "Please correct this" in answer.content.decode()
