"""Whether a file or server is what it says it is; ``findings`` names everything that is not."""

from ibo_desk.services.keeping.soundness.check import findings
from ibo_desk.services.keeping.soundness.finding import Finding

__all__ = ["Finding", "findings"]
