"""What the report says each mechanism does, as numbers that can be false: shared by tests of directions."""

from claims.of_organisation import CLAIMS as OF_ORGANISATION
from claims.of_reuse import CLAIMS as OF_REUSE

CLAIMS = OF_REUSE | OF_ORGANISATION
