"""Train one language's pipeline and save it as a package-ready folder."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy import util
from spacy.language import Language
from spacy.pipeline.edit_tree_lemmatizer import EditTreeLemmatizer
from spacy.training import Example
from thinc.api import Adam, Optimizer, fix_random_seed

from training.augment import ENGLISH, FRENCH, Augmenter, Names, Rates
from training.conllu import Sentence
from training.corpus import batches, documents, example, load
from training.finish import finish
from training.news import Newsroom
from training.tokenizers import make_tokenizer

CONFIGS = Path(__file__).parent / "configs"


@dataclass(frozen=True)
class Recipe:
    """What one language is trained on, and for how long."""

    treebanks: dict[str, float]  # file name -> part of it that a pass draws
    dev: str
    names: Names
    rates: Rates
    dropout: float
    steps: int


RECIPES = {
    "fr": Recipe(
        treebanks={
            "fr_sequoia-train": 1.0,
            "fr_gsd-extra-train": 1.0,
            "fr_fib-other-train": 1.0,
            "fr_fib-fqb-train": 0.4,  # nothing but questions, which reports seldom ask
        },
        dev="fr_sequoia-dev",
        names=FRENCH,
        rates=Rates(),
        dropout=0.2,
        steps=8000,
    ),
    "en": Recipe(
        treebanks={"en_ewt-train": 1.0},
        dev="en_ewt-dev",
        names=ENGLISH,
        rates=Rates(capitals=0.15, wrap=0.12, double_space=0.1, no_break=0.05, bare_accents=0.0),
        dropout=0.1,
        steps=8000,
    ),
}
PEAK_RATE, FURTHER_RATE, FINAL_RATE = 0.002, 0.0008, 0.00004
WARM_UP = 200  # steps
FIRST_BATCH, LAST_BATCH = 500, 1500  # words
EVALUATE_EVERY = 500  # steps


@dataclass
class Progress:
    """How far the training is, from 0 to 1: by its steps or, if that is sooner, by the clock."""

    steps: int
    minutes: float | None = None
    peak_rate: float = PEAK_RATE
    step: int = 0
    start: float = field(default_factory=time.monotonic)

    @property
    def part(self) -> float:
        by_clock = self.seconds / (60 * self.minutes) if self.minutes else 0.0
        return min(1.0, max(self.step / self.steps, by_clock))

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.start

    @property
    def learning_rate(self) -> float:
        """Warm-up, then a line down: the tagger's loss swings wildly at a constant rate."""
        warm = min(1.0, (self.step + 1) / WARM_UP)
        return warm * (FINAL_RATE + (self.peak_rate - FINAL_RATE) * (1 - self.part))

    def batch_sizes(self) -> Iterator[float]:
        """Words a batch, growing geometrically over the first half of the training."""
        while True:
            yield FIRST_BATCH * (LAST_BATCH / FIRST_BATCH) ** min(1.0, 2 * self.part)


def train(
    language: str, ud: Path, out: Path, *, base: Path | None, steps: int | None, minutes: float | None, seed: int
) -> None:
    """Train, keeping the averaged weights that do best on the dev file.

    `base` is a pipeline to go on from, at a lower rate; without it all is learnt from nothing.
    """
    recipe = RECIPES[language]
    fix_random_seed(seed)
    rng = random.Random(seed)
    treebanks = [(load(ud, name), weight) for name, weight in recipe.treebanks.items()]
    dev = load(ud, recipe.dev)
    nlp = util.load_model(base) if base else _blank(language)
    everything = [sentence for sentences, _ in treebanks for sentence in sentences]
    newsroom = Newsroom(language, everything, recipe.names.cities)
    augmenter = Augmenter(recipe.names, recipe.rates, newsroom, rng)
    rate = FURTHER_RATE if base else PEAK_RATE
    optimizer = Adam(rate, beta2=0.999, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    if not base:
        _initialize(nlp, treebanks, augmenter, optimizer)
    progress = Progress(steps or recipe.steps, minutes, rate)
    stream = batches(nlp, treebanks, augmenter, rng, progress.batch_sizes())
    checkpoints = Checkpoints(nlp, dev, lambda: finish(nlp, language, out))
    _run(nlp, stream, optimizer, progress, recipe.dropout, checkpoints)


def _blank(language: str) -> Language:
    nlp = util.load_model_from_config(util.load_config(CONFIGS / f"{language}.cfg"), auto_fill=True)
    nlp.tokenizer = make_tokenizer(nlp)
    return nlp


def _initialize(
    nlp: Language,
    treebanks: list[tuple[list[Sentence], float]],
    augmenter: Augmenter,
    optimizer: Optimizer,
) -> None:
    """Collect the labels from every sentence as it is, and once more in disguise."""

    def sample() -> Iterator[Example]:
        rng = random.Random(0)
        for sentences, _ in treebanks:
            for document in documents(sentences, rng):
                yield example(nlp, document)
                yield example(nlp, augmenter(document))

    examples = list(sample())
    nlp.initialize(lambda: examples, sgd=optimizer)


class Checkpoints:
    """Scores the pipeline on the dev file and saves it whenever it is at its best."""

    def __init__(self, nlp: Language, dev: Sequence[Sentence], save: Callable[[], None]) -> None:
        self._nlp = nlp
        self._documents = [dev[at : at + 10] for at in range(0, len(dev), 10)]
        self._save = save
        self._best = 0.0

    def take(self) -> Mapping[str, float]:
        scores = self._nlp.evaluate([example(self._nlp, doc) for doc in self._documents])
        if _score(scores) > self._best:
            self._best = _score(scores)
            self._save()
        return scores


def _run(
    nlp: Language,
    stream: Iterator[list[Example]],
    optimizer: Optimizer,
    progress: Progress,
    dropout: float,
    checkpoints: Checkpoints,
) -> None:
    known = KnownLemmas(nlp)
    words = 0
    losses: dict[str, float] = {}
    while True:
        batch = next(stream)
        for eg in batch:
            known.keep(eg)
            words += len(eg.x)
        optimizer.learn_rate = progress.learning_rate
        nlp.update(batch, sgd=optimizer, drop=dropout, losses=losses)
        progress.step += 1
        ended = progress.part == 1
        if ended or progress.step % EVALUATE_EVERY == 0:
            with nlp.use_params(optimizer.averages):
                scores = checkpoints.take()
            print(_report(progress, words, scores, losses), flush=True)
            losses = {}
        if ended:
            return


class KnownLemmas:
    """Keeps from the lemmatizer what it has no edit tree for.

    spaCy would teach it the first tree of its list instead, and remember every new tree.
    """

    def __init__(self, nlp: Language) -> None:
        component = nlp.get_pipe("trainable_lemmatizer")
        assert isinstance(component, EditTreeLemmatizer)
        self._trees = type(component.trees)(component.vocab.strings)  # a copy: asking for a tree adds it
        self._trees.from_bytes(component.trees.to_bytes())
        self._labels = set(component.tree2label)
        self._known: dict[tuple[str, str], bool] = {}

    def keep(self, eg: Example) -> None:
        """Unset the lemmas that no label of the lemmatizer gives."""
        for token in eg.reference:
            if token.lemma and not self._is_known(token.text, token.lemma_):
                token.lemma = 0

    def _is_known(self, form: str, lemma: str) -> bool:
        pair = (form, lemma)
        if pair not in self._known:
            self._known[pair] = self._trees.add(form, lemma) in self._labels
        return self._known[pair]


def _score(scores: Mapping[str, float]) -> float:
    """What decides between two checkpoints: syntax first, since the readers lean on it."""
    return (
        0.5 * scores["dep_las"]
        + 0.2 * scores["pos_acc"]
        + 0.1 * scores["morph_acc"]
        + 0.1 * scores["lemma_acc"]
        + 0.1 * scores["sents_f"]
    )


def _report(progress: Progress, words: int, scores: Mapping[str, float], losses: Mapping[str, float]) -> str:
    names = ("pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
    figures = "  ".join(f"{name} {100 * scores[name]:.2f}" for name in names)
    lost = "  ".join(f"{name} {value:.0f}" for name, value in losses.items() if value)
    return f"{progress.seconds:5.0f} s  step {progress.step}  {words:,} words  {figures}  losses: {lost}"
