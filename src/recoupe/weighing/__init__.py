"""Weighing: who is an origin of an incident and who only repeats, what all say, and where they cannot all be right.

    weigh(id, members, readings, copies, citations)  -> Incident
    toll(incident, "killed", "ucdp")                 -> low, best, high by a named rule
    when(incident), where(incident)                  -> date and place with the precision codes of ACLED and UCDP
    retelling(incident), circles(citations)          -> the graph of who goes back to whom

All are functions of their input. Nothing here says what is true.
"""

from recoupe.weighing.precision import When, Where, when, where
from recoupe.weighing.retelling import circles, retelling
from recoupe.weighing.tolls import Toll, UnknownRule, toll
from recoupe.weighing.weigh import weigh

__all__ = ["Toll", "UnknownRule", "When", "Where", "circles", "retelling", "toll", "weigh", "when", "where"]
