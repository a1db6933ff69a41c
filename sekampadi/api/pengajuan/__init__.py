"""The papers of both SOP over HTTP, and what proves how an UPP keeps its survey."""
