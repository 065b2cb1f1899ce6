"""Need, estimated from published indicators where nobody has counted it."""
