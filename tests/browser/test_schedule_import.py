"""An organizer imports a table on her phone, without scripts: looks, corrects, confirms, takes it back."""

from conference.models import Conference, Session
from tests.browser.test_accessibility import STOCK_ADMIN, violations
from tests.browser.test_layout import WIDER
from tests.browser.test_network import listen
from tests.conference.schedule.files import csv_file

HEADER = ["Name of it", "Day", "Time", "Where", "Led by"]
ROWS = [
    ["Stop raids together", "Saturday", "10:00–11:00", "Hall Z", "Ana"],
    ["", "Saturday", "11:00–12:00", "Hall Z", "Ben"],
]


def start_import(desk, tmp_path):
    file = tmp_path / "plan.csv"
    file.write_bytes(csv_file(HEADER, *ROWS))
    desk.goto("/admin/")
    desk.click("a:has-text('Import a schedule')")
    desk.set_input_files("input[type=file]", file)
    desk.click("input[type=submit]")
    desk.wait_for_selector("text=Nothing is written yet.")


def test_table_is_imported_and_taken_back_on_a_phone(desk, tmp_path):
    heard = listen(desk)
    start_import(desk, tmp_path)
    assert desk.evaluate(WIDER) <= 0
    assert violations(desk, apart=STOCK_ADMIN) == []

    desk.select_option("select[name=column-4]", "")
    desk.click("button[value=fill]")
    assert desk.is_visible("text=You changed something.")
    desk.click("button[value=fill]")
    desk.wait_for_selector("button[value=take_back]")
    assert violations(desk, apart=STOCK_ADMIN) == []
    assert Session.objects.filter(
        conference=Conference.objects.get(is_current=True), title="Stop raids together"
    ).exists()

    desk.click("button[value=take_back]")
    desk.wait_for_selector("text=is taken back")
    assert not Session.objects.filter(title="Stop raids together").exists()
    assert heard["errors"] == []
