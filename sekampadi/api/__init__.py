"""What leaves over HTTP: the REST API, downloads, QR codes, the session cookie, health."""
