"""Says why something that was sent is not kept."""

from handlers.messages import Media


class RefusedError(Exception):
    """What was sent is not kept; `reason` names the sentence that the sender reads."""

    def __init__(self, reason: Media) -> None:
        super().__init__(reason.value)
        self.reason = reason
