"""`python -m training train fr --ud DIR`: see README.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.corpus import NoTreebank

PIPELINES = Path(__file__).parents[1] / "src" / "recoupe" / "languages"


def main() -> int:
    arguments = _parser().parse_args()
    try:
        _run(arguments)
    except NoTreebank as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _run(arguments: argparse.Namespace) -> None:
    folder = arguments.pipeline or PIPELINES / arguments.language / "pipeline"
    if arguments.command == "train":
        from training.train import train

        train(
            arguments.language,
            arguments.ud,
            folder,
            base=arguments.base,
            steps=arguments.steps,
            minutes=arguments.minutes,
            seed=arguments.seed,
        )
    else:
        from training.evaluate import evaluate

        evaluate(arguments.language, arguments.ud, folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("command", choices=["train", "evaluate"])
    parser.add_argument("language", choices=["fr", "en"])
    parser.add_argument("--ud", type=Path, required=True, help="folder of the .conllu.gz files")
    parser.add_argument("--pipeline", type=Path, help="where the pipeline is (default: in src/)")
    parser.add_argument("--from", dest="base", type=Path, help="pipeline to go on from")
    parser.add_argument("--steps", type=int, help="updates to make (default: the recipe's)")
    parser.add_argument("--minutes", type=float, help="end by then, on a shortened schedule")
    parser.add_argument("--seed", type=int, default=1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
