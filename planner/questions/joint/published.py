"""A joint service as anybody may see it."""

from planner.plan.published import publish_counts, publish_service, refuse_unpublished
from planner.questions.joint.answer import Joint, Split


def publish_joint(joint: Joint) -> Joint:
    """A joint service as anybody may see it.

    Raises:
        ValueError: when it was not made from a published scenario.
    """
    refuse_unpublished(joint.published)
    return publish_counts(joint, "need", "supported", "only_jointly").model_copy(
        update={
            "joint": joint.joint and publish_service(joint.joint),
            "alone": {code: one and publish_service(one) for code, one in joint.alone.items()},
            "best_split": joint.best_split and _split(joint.best_split),
            "each_alone": joint.each_alone and _split(joint.each_alone),
            "hubs": tuple(publish_counts(one, "covered", "reachable") for one in joint.hubs),
        }
    )


def _split(split: Split) -> Split:
    services = tuple(map(publish_service, split.services))
    return publish_counts(split, "covered").model_copy(update={"services": services})
