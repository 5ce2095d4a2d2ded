"""What the docs say of the settings is what the settings are."""

from scripts.settings_page import PAGE, settings_page


def test_the_settings_page_is_written_from_the_settings_in_force():
    assert PAGE.read_text(encoding="utf-8") == settings_page()
