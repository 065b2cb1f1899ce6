"""Why no plan can keep the rules, and the least that would have to give."""
