"""The PEKPPP sheet of an UPP and a year as a document, and one zip with all that proves it."""
