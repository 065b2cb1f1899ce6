"""The version, in one place, and those of what an answer could depend on beside its inputs."""

__version__ = "0.1.0"
PACKAGES = ("highspy", "numpy", "pulp", "scipy")


def versions() -> dict[str, str]:
    """Versions of the planner, of Python and of what solves."""
    import platform
    from importlib.metadata import version

    found = {"planner": __version__, "python": platform.python_version()}
    return {**found, **{name: version(name) for name in PACKAGES}}
