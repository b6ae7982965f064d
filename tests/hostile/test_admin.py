"""An organizer's browser may be led to any address of the admin: a link in a mail is enough. None ends in an error."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import resolve
from django.utils.encoding import iri_to_uri

from .attack import faults, form, spread
from .corpus import GROUPS, SHARP, of

FILTERS = [
    "publish_at__year", "q", "starts_on__year", "p", "date_joined__year", "o", "conference__id__exact", "all", "_facets", "_popup", "_to_field",
    "_changelist_filters", "publish_at__gte", "state__exact", "conference__isnull", "id__in", "nope__x", "nope", "title__regex",
    "password__startswith", "is_superuser__exact",
]  # fmt: skip
MODELS = sorted(f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry)


@pytest.mark.parametrize("model", MODELS)
def test_a_list_survives_any_filter(desk, model):
    """What all lists read alike is tried on every second one."""
    queries = [f"{name}={('9' * 20, '%27')[number % 2]}" for number, name in enumerate(FILTERS) if is_read(model, name)]
    queries += ["q=%00", "q=%ff", "p=-1", "o=99.-1.abc.1..", "o=-", "q=" + "a " * 400, "id__in=" + "1," * 900]
    tried = [query for number, query in enumerate(queries, MODELS.index(model)) if number % 2 or "__" in query]

    assert faults(desk, [(query, f"/admin/{model}/?{query}") for query in tried]) == []


def is_read(model: str, name: str) -> bool:
    """Whether a list does anything with this parameter: the field of another model is no more to it than `nope`."""
    fields = {field.name for field in apps.get_model(*model.split("/"))._meta.get_fields()}
    field, _lookup, rest = name.partition("__")
    return not (field and rest) or field in {"nope", *fields}


@pytest.mark.parametrize("parameter", ["q", "p", "publish_at__year"])
def test_a_list_survives_any_value_of_a_filter(desk, parameter):
    assert faults(desk, spread([*SHARP, *of("numbers")], f"/admin/conference/page/?{parameter}={{}}")) == []


@pytest.mark.parametrize("model", MODELS)
def test_a_form_survives_any_key(desk, model):
    pages = [
        "change/",
        "delete/",
        "history/",
        "",
        "translate/es/",
        "copy/",
        "import/",
        "write/",
        "read/",
        "changes/",
        "publish/",
        "withdraw/",
        "hall/",
        "lay/",
        "amend/",
        "merge/",
        "adopt/",
        "record/",
        "reword/",
        "correct/",
    ]
    keys = ["1", "0", "9" * 20, "_00", "abc"]

    attacks = [(key, f"/admin/{model}/{key}/{page}") for key in keys for page in pages]
    # What is no page of this model leads to where `""` does.
    tried = [(key, address) for key, address in attacks if address.count("/") == 5 or resolve(address).url_name]

    assert len(tried) >= 4 * len(keys)
    assert faults(desk, tried) == []


def test_a_form_survives_any_value_as_its_key(desk):
    assert faults(desk, spread(SHARP, "/admin/conference/page/{}/change/", "/admin/nisn_site/user/{}/delete/")) == []


def test_search_fields_of_forms_survive_any_question(desk):
    question = "/admin/autocomplete/?app_label={}&model_name={}&field_name={}&term={}&page={}"
    fields = [
        ("conference", "page", "picture"),
        ("conference", "conference", "venue"),
        ("conference", "venue", "map_picture"),
    ]
    attacks = [attack for field in fields for attack in spread(SHARP, question.format(*field, "{}", "1"))]
    attacks += spread(SHARP, question.format(*fields[0], "a", "{}"), question.format("{}", "{}", "{}", "a", "1"))

    assert faults(desk, attacks) == []


@pytest.mark.parametrize(
    "address",
    [
        "/admin/{}/", "/admin/{}/{}/", "/admin/r/{}/{}/", "/admin/translations/{}/", "/admin/conference/page/1/translate/{}/",
        "/admin/login/?next={}", "/accounts/login/?next={}", "/accounts/confirm-email/{}/", "/accounts/password/reset/key/{}/",
        "/admin/jsi18n/?{}", "/admin/conference/page/add/?title={}&conference={}&publish_at={}&_popup={}&_to_field={}",
    ],
)  # fmt: skip
def test_other_pages_survive_any_address(desk, address):
    assert faults(desk, spread(SHARP, address)) == []


@pytest.mark.parametrize("page", ["/accounts/login/", "/admin/login/", "/admin/"])
def test_a_sign_in_never_leads_to_another_site(page, amina):
    for value in of("places"):
        address = f"{page}?next={iri_to_uri(value.text)}"
        client = Client()
        assert faults(client, [(value, address)]) == []
        typed = {"login": amina.email, "password": "correct horse", "next": value.text}
        assert faults(client, [(value, "/accounts/login/")], method="POST", **form(typed)) == []


@pytest.mark.parametrize("group", GROUPS)
def test_a_text_of_any_kind_can_be_saved_and_read_or_is_refused(desk, group):
    """The form comes back with what was typed, or the text is kept and the page that shows it is answered."""
    found = []
    for number, value in enumerate(of(group)):
        text = value.text.replace("\x00", "")
        typed = dict.fromkeys(("title", "menu_label", "summary", "body"), text)
        fixed = {"slug": f"hostile-{number}", "kind": "text", "state": "published", "position": "9", "language": "en"}
        moment = {"publish_at_0": "2007-01-01", "publish_at_1": "12:00"}
        found += faults(desk, [(value, "/admin/conference/page/add/")], method="POST", **form(typed | fixed | moment))
        found += faults(Client(), [(value, f"/en/hostile-{number}/")])
    assert found == []


@pytest.mark.parametrize("group", GROUPS)
def test_a_preview_of_any_text_is_answered(desk, group):
    for value in of(group):
        posted = form({"preview_of": "body", "body": value.text.replace("\x00", "")})
        assert faults(desk, [(value, "/admin/preview-markdown/")], method="POST", **posted) == []


POSTS = [
    {"_save": "1", "phones-TOTAL_FORMS": "99999999999", "phones-INITIAL_FORMS": "-1", "actions-TOTAL_FORMS": "abc", "form-TOTAL_FORMS": "x"},
    {"opened_version": "9" * 30, "conference": "9" * 30, "venue": "abc", "picture": "-1", "network": "1", "latitude": "NaN", "longitude": "1e309",
     "price_cents": "9" * 30, "position": "-1", "starts_on": "99999-99-99", "publish_at_0": "0000-00-00"},
    {"action": "delete_selected", "_selected_action": ["abc", "9" * 30, "-1"], "index": "0"},
    {"action": "delete_selected", "_selected_action": "1", "post": "yes", "select_across": "abc", "index": "99"},
    {"action": "nope", "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": "9" * 30, "_save": "1", "opened_version": "x"},
]  # fmt: skip


@pytest.mark.parametrize("model", MODELS)
def test_a_form_without_its_fields_is_refused(desk, model):
    key = key_of_first(model)
    places = [f"/admin/{model}/add/", f"/admin/{model}/"]
    places += [f"/admin/{model}/{key}/change/", f"/admin/{model}/{key}/translate/es/"] if key else []
    found = []
    for number, posted in enumerate(POSTS, MODELS.index(model)):
        tried = [(posted, place) for place in places[number % 2 :: 2]]
        found += faults(desk, tried, method="POST", **form(posted))
    assert found == []


def key_of_first(label: str) -> int | None:
    model = next(one for one in admin.site._registry if f"{one._meta.app_label}/{one._meta.model_name}" == label)
    return model._default_manager.values_list("pk", flat=True).first()
