"""The house rules of the code itself: who imports whom, how long a file may be, how migrations lie."""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from nisn_site.kit.privacy.holdings import register, undeclared

ROOT = Path(__file__).parent.parent
APPS = ("conference", "campaigns", "endorsements", "donations")
# Storey by storey: what each may import of the others. "models" means only the other app's models.
MAY_IMPORT = {
    "conference": {},
    "campaigns": {"conference": "models"},
    "endorsements": {"conference": "models", "campaigns": "models"},
    "donations": {"conference": "models", "campaigns": "models"},
}
TOP_LEVEL = {
    "manage.py", "dev.py", "nisn_site", "conference", "templates", "static", "locale", "tests", "bench", "deploy",
    "pyproject.toml", "requirements.lock", "README.md", "LICENSE",
}  # fmt: skip
NAMED_BY_DJANGO = ROOT / "tests" / "quick_to_empty" / "base.py"  # where it looks for a database's own ways
WORDS_FOR_JUNK_ROOMS = {"utils", "helpers", "services", "manager", "managers", "base", "common", "misc", "core"}


def sources(*folders: str) -> list[Path]:
    return [
        path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts
    ]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports(path: Path) -> set[str]:
    """Absolute names of all modules a file imports, wherever in the file."""
    package = module_name(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*start, *([node.module] if node.module else [])])
            found |= {source, *(f"{source}.{alias.name}" for alias in node.names)}
    return found


def present_apps() -> list[str]:
    return [app for app in APPS if (ROOT / app).is_dir()]


def test_kit_imports_no_app_and_nothing_else_of_the_project():
    for path in sources("nisn_site/kit"):
        ours = {name for name in imports(path) if name.split(".")[0] in (*APPS, "nisn_site", "tests")}
        assert {name for name in ours if not name.startswith("nisn_site.kit")} == set(), path


@pytest.mark.parametrize("app", present_apps())
def test_app_imports_only_what_its_storey_allows(app):
    for path in sources(app):
        for name in imports(path):
            top, _, rest = name.partition(".")
            if top == "nisn_site":
                assert name.startswith("nisn_site.kit"), f"{path} imports {name}"
            elif top in APPS and top != app:
                assert rest.split(".")[0] == MAY_IMPORT[app].get(top), f"{path} imports {name}"


def test_site_package_reaches_apps_only_by_name():
    for path in sources("nisn_site"):
        assert {name for name in imports(path) if name.split(".")[0] in APPS} == set(), path


@pytest.mark.parametrize("folder", ["nisn_site", *present_apps()])
def test_imports_between_files_form_no_circle(folder):
    files = {module_name(path): path for path in sources(folder)}
    arrows = {
        name: {other for other in imports(path) if other in files and other != name} for name, path in files.items()
    }
    # A package's __init__ gathers its files for the outside; inside, files import each other directly.
    arrows = {name: {other for other in others if not name.startswith(f"{other}.")} for name, others in arrows.items()}
    for cycle in circles(arrows):
        pytest.fail(" -> ".join(cycle))


def circles(arrows: dict[str, set[str]]):
    done: set[str] = set()

    def walk(name, trail):
        if name in trail:
            yield [*trail[trail.index(name) :], name]
        elif name not in done:
            for other in sorted(arrows[name]):
                yield from walk(other, [*trail, name])
            done.add(name)

    for name in arrows:
        yield from walk(name, [])


def test_no_file_is_longer_than_400_lines():
    files = [path for pattern in ("*.py", "*.html", "*.css", "*.js") for path in ROOT.rglob(pattern)]
    ours = [
        path
        for path in files
        if not any(part.startswith(".") or part == "migrations" for part in path.relative_to(ROOT).parts)
    ]
    assert {str(path): lines for path in ours if (lines := len(path.read_text().splitlines())) > 400} == {}


def test_kit_files_hold_one_small_idea_each():
    assert {
        path.name: lines for path in sources("nisn_site/kit") if (lines := len(path.read_text().splitlines())) > 150
    } == {}


def test_no_junk_room_exists():
    ours = set(sources("nisn_site", *present_apps(), "tests", "bench")) - {NAMED_BY_DJANGO}
    assert {
        path for path in ours if path.stem in WORDS_FOR_JUNK_ROOMS or path.parent.name in WORDS_FOR_JUNK_ROOMS
    } == set()


def test_top_level_holds_only_what_the_design_names():
    tracked = {path.name for path in ROOT.iterdir() if not path.name.startswith((".", "__"))}
    assert tracked - TOP_LEVEL - set(APPS) == set()


@pytest.mark.parametrize("app", ["nisn_site", *present_apps()])
def test_migrations_of_an_app_end_in_one_leaf(app):
    assert len(MigrationLoader(None).graph.leaf_nodes(app)) == 1


@pytest.mark.parametrize("app", present_apps())
def test_migrations_follow_the_arrows_between_apps(app):
    allowed = {app, *MAY_IMPORT[app]} | {"nisn_site", "contenttypes", "auth"}
    for key, migration in MigrationLoader(None).disk_migrations.items():
        if key[0] == app:
            assert {dependency[0] for dependency in migration.dependencies} - allowed == set(), key


def test_signals_between_apps_are_not_used():
    for path in sources("nisn_site", *present_apps()):
        assert not {name for name in imports(path) if name.startswith("django.dispatch") or "models.signals" in name}, (
            path
        )


def test_trusted_html_is_made_in_few_places():
    """Whoever calls mark_safe must be able to say why; the list is short on purpose."""
    callers = {module_name(path) for path in sources("nisn_site", *present_apps()) if "mark_safe(" in path.read_text()}
    assert callers == {"nisn_site.kit.markdown", "nisn_site.kit.tags", "nisn_site.kit.qr", "conference.views.search"}


def test_addresses_of_visitors_are_read_in_one_place_only():
    readers = {
        module_name(path)
        for path in sources("nisn_site", *present_apps())
        if any(
            word in path.read_text()
            for word in ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_USER_AGENT")
        )
    }
    assert readers == {"nisn_site.kit.gate.network"}


def test_templates_hold_no_inline_style_handler_or_unescaped_text():
    # allauth draws the QR code of the second factor itself; it holds nothing a visitor typed.
    drawn_by_allauth = ROOT / "templates/mfa/totp/activate_form.html"
    for path in set((ROOT / "templates").rglob("*.html")) - {drawn_by_allauth}:
        text = path.read_text()
        assert not any(
            mark in text for mark in ("|safe", "autoescape off", " style=", " onclick=", "<script>", "<style>")
        ), path


def test_style_sheets_use_logical_properties_only():
    physical = (
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "float: left",
        "float: right",
        "text-align: left",
        "text-align: right",
        "border-left",
        "border-right",
    )
    for path in (ROOT / "static" / "css").rglob("*.css"):
        found = [word for word in physical if word in path.read_text()]
        assert found == [], f"{path}: {found}"


def test_every_field_that_can_hold_a_text_is_in_the_register_of_personal_data():
    """Say in <app>/personal_data.py what it tells about whom, and for how long, or that it is nobody's."""
    everything = apps.get_models(include_auto_created=True)

    assert [name for model in everything for name in undeclared(model, register())] == []


def test_every_public_model_of_ours_says_what_a_row_is_called():
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in ("nisn_site", *APPS)]
    nameless = {model.__name__ for model in ours if model.__str__ is getattr(model.__mro__[-2], "__str__", None)}
    assert nameless - {"SearchEntry"} == set()
