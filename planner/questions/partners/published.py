"""Partners for one area as anybody may see it."""

from planner.plan.published import publish_counts, publish_service, refuse_unpublished
from planner.questions.partners.answer import Partners


def publish_partners(partners: Partners) -> Partners:
    """Options as anybody may see them.

    Raises:
        ValueError: when they were not made from a published scenario.
    """
    refuse_unpublished(partners.published)
    counts = ("covered", "own_covered", "extra_covered")
    options = tuple(publish_counts(one, *counts) for one in partners.options)
    return partners.model_copy(
        update={"options": options, "alone": partners.alone and publish_service(partners.alone)}
    )
