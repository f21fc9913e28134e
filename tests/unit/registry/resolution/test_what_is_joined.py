"""Each step of the cascade joins what it is for, on rows of the guide's lists."""

from tests.samples.records import entities, organisations, record, resolved

LIGHTING = record("b:70", "КЛЪСТЕР ЗА РАЗВИТИЕ НА ЕНЕРГИЙНО ЕФЕКТИВНО ОСВЕТЛЕНИЕ", "17641863 3")
HOUSEHOLDS = "КЛЪСТЕР ЗА РАЗВИТИЕ НА ЕНЕРГИЙНО ЕФЕКТИВНИ РЕШЕНИЯ И АЛТЕРНАТИВНИ ЕНЕРГОИЗТОЧНИЦИ ЗА ДОМАКИНСТВА И СГРАДИ"


def methods(*mentions) -> set[str]:
    return {judgement.method for judgement in resolved(*mentions).judgements if judgement.relation.joins}


def test_one_identifier_is_one_legal_entity_whatever_the_form_is_called():
    printed = record("b:59", 'СДРУЖЕНИЕ "КЛЪСТЕР ЗА ДОСТЪПЕН ТУРИЗЪМ"', "17603887 2")
    listed = record("t:1", '"СДРУЖЕНИЕ "КЛЪСТЕР ЗА ДОСТЪПЕН ТУРИЗЪМ"" Сдружение', "176038872")
    assert entities(printed, listed) == {frozenset({"b:59", "t:1"})}
    assert methods(printed, listed) == {"identifier"}


def test_an_invalid_identifier_joins_nothing():
    assert not organisations(
        record("b:1", "Клъстер зелен транспорт", "176038873"),
        record("t:1", "Клъстер чисти храни", "176038873"),
    )


def test_thirteen_digits_are_a_branch_of_the_first_nine():
    parent = record("b:33", 'СДРУЖЕНИЕ "БЪЛГАРСКИ КЛЪСТЕР ТЕЛЕКОМУНИКАЦИИ"', "175886789")
    branch = record("b:34", 'СДРУЖЕНИЕ "БЪЛГАРСКИ КЛЪСТЕР ТЕЛЕКОМУНИКАЦИИ" - КЛОН БУРГАС', "1758867890011")
    assert entities(parent, branch) == {frozenset({"b:33", "b:34"})}
    assert methods(parent, branch) == {"branch"}


def test_a_name_is_equal_without_its_form_the_word_for_cluster_and_its_spelling():
    register = record("b:50", 'СДРУЖЕНИЕ "ТЕКСТИЛЕН И КОНФЕКЦИОНЕН КЛЪСТЕР - БУЛКЛЪСТ"', "176197195")
    categorised = record("c:41", "Текстилен и конфекционен кълъстер Булкълъст")
    assert organisations(register, categorised) == {frozenset({"b:50", "c:41"})}


def test_a_word_broken_in_two_is_still_that_word():
    assert organisations(
        record("b:205", "КЛЪСТЕР ЕЛЕКТРОМОБИЛНОСТ", "177126952"), record("c:9", "Електромобилн ост")
    ) == {frozenset({"b:205", "c:9"})}


def test_the_word_for_cluster_is_known_broken_or_with_a_slip():
    register = record("b:60", "ИНДУСТРИАЛЕН КЛЪСТЕР ПОДЗЕМНА ИНФРАСТРУКТУРА", "176362864")
    for spelling in ("клъс тер", "кллъстер", "лкъстер", "Klystyr", "кълстер"):
        listed = record("c:50", f"Индустриален {spelling} Подземна инфраструктура")
        assert organisations(register, listed) == {frozenset({"b:60", "c:50"})}, spelling


def test_one_name_under_two_identifiers_is_one_organisation_and_two_legal_entities():
    before = record("b:196", 'ДЗЗД "КЛЪСТЕР ТРАКИЯ - ОБРАЗОВАТЕЛНО КВАЛИФИКАЦИОНЕН ХЪБ"', "177109764")
    after = record("b:214", 'СДРУЖЕНИЕ "КЛЪСТЕР ТРАКИЯ - ОБРАЗОВАТЕЛНО КВАЛИФИКАЦИОНЕН ХЪБ"', "177153935")
    assert organisations(before, after) == {frozenset({"b:196", "b:214"})}
    assert not entities(before, after)


def test_a_record_without_identifier_means_the_legal_entity_of_its_form():
    partnership = record("b:208", 'ДЗЗД "ЕКОПРОДУКТ ИНВЕСТ КЛЪСТЕР"', "177128857")
    company = record("t:56", '"ЕКОПРОДУКТ ИНВЕСТ КЛЪСТЕР" ООД', "204428057")
    categorised = record("c:8", "Екопродукт Инвест Клъстер ООД")
    assert organisations(partnership, company, categorised) == {frozenset({"b:208", "t:56", "c:8"})}
    assert entities(partnership, company, categorised) == {frozenset({"t:56", "c:8"})}


def test_an_acronym_stands_for_the_name_of_its_identifier():
    earlier = record("b:103", HOUSEHOLDS, "176486050")
    acronym = record("b:120", 'СДРУЖЕНИЕ "КЛЪСТЕР ЗА РЕЕРАЕДС"', "176487768")
    full = record("t:67", f'"СДРУЖЕНИЕ "{HOUSEHOLDS}"" Сдружение', "176487768")
    assert organisations(earlier, acronym, full) == {frozenset({"b:103", "b:120", "t:67"})}
    assert entities(earlier, acronym, full) == {frozenset({"b:120", "t:67"})}
    same_number = next(j for j in resolved(acronym, full).judgements if j.method == "identifier")
    assert "names_contradict" not in {reason.code for reason in same_number.reasons}


def test_an_acronym_beside_a_cut_name_names_the_organisation():
    categorised = record("c:58", "КРЕЕО - Клъстер за развитие на енергийно", cut=True)
    rival = record("b:103", HOUSEHOLDS, "176486050")
    assert organisations(LIGHTING, rival, categorised) == {frozenset({"b:70", "c:58"})}


def test_a_cut_name_is_joined_when_one_name_only_goes_on_from_it():
    exporters = record("b:118", "КЛЪСТЕР НА БЪЛГАРСКИТЕ СОЦИАЛНО ОТГОВОРНИ ИЗНОСИТЕЛИ", "176487736")
    categorised = record("c:72", "Клъстер на българските социално отговорни", cut=True)
    assert organisations(exporters, categorised) == {frozenset({"b:118", "c:72"})}


def test_a_cut_name_that_two_names_go_on_from_is_left_for_review():
    rival = record("b:103", HOUSEHOLDS, "176486050")
    categorised = record("c:58", "Клъстер за развитие на енергийно", cut=True)
    assert not organisations(LIGHTING, rival, categorised)


def test_a_name_that_ends_in_a_preposition_is_not_the_shorter_name_of_another():
    generic = record("b:1", "КЛЪСТЕР ЕКОТУРИЗЪМ", "175677501")
    assert not organisations(generic, record("c:1", "Клъстер екотуризъм и", cut=True))


def test_a_translation_is_recognised_by_the_glossary():
    furniture = record("b:26", 'СДРУЖЕНИЕ "БЪЛГАРСКИ МЕБЕЛЕН КЛЪСТЕР"', "175796345")
    label = record("e:2", "Bulgarian Furniture Cluster")
    assert organisations(furniture, label) == {frozenset({"b:26", "e:2"})}
    assert methods(furniture, label) == {"translation"}


def test_a_transliterated_word_counts_as_its_translation_does():
    automotive = record("b:67", 'СДРУЖЕНИЕ "АУТОМОТИВ КЛЪСТЕР БЪЛГАРИЯ"', "176410056")
    assert organisations(automotive, record("e:1", "Automotive Cluster Bulgaria")) == {
        frozenset({"b:67", "e:1"})
    }


def test_a_slip_in_a_long_word_is_forgiven():
    register = record("b:194", 'Сдружение "АВТЕНТИКА Клъстер"', "177106832")
    assert organisations(register, record("c:1", "Авентика клъстер")) == {frozenset({"b:194", "c:1"})}


def test_a_damaged_website_with_a_name_that_fits_joins_across_languages():
    categorised = record("c:56", "Клъстер зелена синергия", site="http://gr.eensyne.gyclust.er.eu/")
    label = record("e:6", "Green Synergy Cluster", site="http://en.greensynergycluster.eu/")
    assert organisations(categorised, label) == {frozenset({"c:56", "e:6"})}


def test_a_name_in_latin_letters_is_recognised_officially_and_as_people_type():
    register = record("b:48", 'СДРУЖЕНИЕ "КЛЪСТЕР ЗА ЗДРАВЕН ТУРИЗЪМ ЖЕЦОВЧИН"', "176175245")
    for spelling in ("Klaster za zdraven turizam Zhetsovchin", "klyster za zdraven turizam Jecov4in"):
        assert organisations(register, record("e:1", spelling)) == {frozenset({"b:48", "e:1"})}, spelling


def test_two_translations_of_one_name_are_one():
    assert organisations(
        record("e:1", "Microelectronics and Embedded Systems Cluster"),
        record("m:1", "Cluster Microelectronics and Embedded Systems"),
    ) == {frozenset({"e:1", "m:1"})}


def test_clusters_in_the_plural_are_clusters_in_both_languages():
    abroad = record("s:11", "Association of Business Clusters (ABC)")
    home = record("b:28", 'СДРУЖЕНИЕ "АСОЦИАЦИЯ НА БИЗНЕС КЛЪСТЕРИТЕ"', "175816050")
    assert organisations(abroad, home) == {frozenset({"b:28", "s:11"})}
