"""Prints what the icalendar library reads in a calendar; fails on what it finds wrong."""

import json
import sys

import icalendar

with open(sys.argv[1], "rb") as file:
    raw = file.read()

lines = raw.split(b"\r\n")
assert lines[-1] == b"" and not any(b"\n" in line or b"\r" in line for line in lines), "line ends"
assert all(len(line) <= 75 for line in lines), "a line is too long"

calendar = icalendar.Calendar.from_ical(raw)
assert not calendar.errors, calendar.errors
assert calendar["VERSION"] == "2.0" and calendar["PRODID"]

events = []
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    alarms = event.walk("VALARM")
    assert len(alarms) == 1 and event["DTSTAMP"].dt.utcoffset().total_seconds() == 0
    events.append(
        {
            "uid": str(event["UID"]),
            "start": event["DTSTART"].dt.isoformat(),
            "summary": str(event["SUMMARY"]),
            "description": str(event["DESCRIPTION"]),
            "alarm_days_before": -alarms[0]["TRIGGER"].dt.days,
            "alarm_action": str(alarms[0]["ACTION"]),
        }
    )
print(json.dumps(events))
