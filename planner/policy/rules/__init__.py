"""The rules, one file each: a module of this folder is found by itself."""
