"""What logins and connected walls ask for over HTTP, beside the login itself."""
