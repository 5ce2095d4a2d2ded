"""Every screen of Verso by its address, for the tests that look at all of them."""

from __future__ import annotations

INSIDE = (
    "/scan",
    "/inbox",
    "/inbox?discarded={life.discarded_scan_id}",
    "/scans/{life.ready_scan_id}",
    "/scans/{life.failed_scan_id}",
    "/scans/{life.waiting_scan_id}",
    "/contacts",
    "/contacts?select=1",
    "/contacts?q=nobody",
    "/contacts?tag=client&next_step=planned&last_before=30d",
    "/contacts?archived=1",
    "/contacts/bin",
    "/contacts/new",
    "/contacts/{life.contact_id}",
    "/contacts/{life.bare_contact_id}",
    "/contacts/{life.contact_id}/edit",
    "/contacts/{life.contact_id}/parts/phones",
    "/contacts/{life.contact_id}/encounters/new",
    "/contacts/{life.contact_id}/merge",
    "/contacts/{life.contact_id}/merge?with={life.bare_contact_id}",
    "/duplicates",
    "/imports",
    "/imports/{life.mapping_import_id}",
    "/imports/{life.ready_import_id}?show=new",
    "/imports/{life.ready_import_id}?show=changed",
    "/imports/{life.ready_import_id}?show=refused",
    "/imports/{life.done_import_id}",
    "/follow-ups",
    "/events",
    "/events?deleted=1",
    "/events/new",
    "/events/{life.event_id}",
    "/settings",
    "/patterns",
    "/api/docs",
    "/nothing-here",
)
"""For a member with `tests.browser.life.Life` in their book."""

OUTSIDE = (
    "/sign-in",
    "/sign-in?next=/scans/1%23kept&unsent=typed",
    "/offline",
    "/shell/people",
    "/scan/shell",
    "/sign-in?next=/scan&unsent=kept",
    "/trust",
    "/first-run",
    "/nothing-here",
)
"""For a visitor."""
