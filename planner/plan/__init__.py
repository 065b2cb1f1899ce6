"""From the chosen candidates to a plan, worked out anew by the audit."""
