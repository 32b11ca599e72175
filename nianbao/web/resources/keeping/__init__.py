"""How the archive is kept: nights, hosts, downloads, the API itself."""
