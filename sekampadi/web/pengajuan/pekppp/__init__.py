"""The PEKPPP sheet of an UPP and a year, and the levels of all UPP."""
