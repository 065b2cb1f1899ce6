"""With whom an area could share a service."""
