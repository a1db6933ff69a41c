"""Until when: reminders, the calendar of a year, and what an UPP does next."""
