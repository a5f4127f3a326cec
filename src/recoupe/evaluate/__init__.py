"""How well Recoupe reads: predictions for public benchmarks, and scores on a gold folder."""
