"""Treebank sentences written by hand for the tests of training."""

from __future__ import annotations

from pathlib import Path

from training.conllu import Sentence, Word

# "Le chef du camp a parlé hier à 10 000 civils."
CONLLU = """\
# sent_id = t1
1	Le	le	DET	_	Definite=Def|Gender=Masc|Number=Sing|PronType=Art	2	det	_	_
2	chef	chef	NOUN	_	Gender=Masc|Number=Sing	7	nsubj	_	_
3-4	du	_	_	_	_	_	_	_	_
3	de	de	ADP	_	_	5	case	_	_
4	le	le	DET	_	Definite=Def|Gender=Masc|Number=Sing|PronType=Art	5	det	_	_
5	camp	camp	NOUN	_	Gender=Masc|Number=Sing	2	nmod	_	_
6	a	avoir	AUX	_	Mood=Ind|VerbForm=Fin	7	aux:tense	_	_
7	parlé	parler	VERB	_	Tense=Past|VerbForm=Part	0	root	_	_
8	hier	hier	ADV	_	_	7	advmod	_	_
9	à	à	ADP	_	_	11	case	_	_
10	10 000	10 000	NUM	_	NumType=Card	11	nummod	_	_
11	civils	civil	NOUN	_	Gender=Masc|Number=Plur	7	obl:arg	_	SpaceAfter=No
12	.	.	PUNCT	_	_	7	punct	_	_

# sent_id = t2: a tree with a hole, which FIB has
1	Et	et	CCONJ	_	_	2	cc	_	_
2	eux	eux	PRON	_	_	_	_	_	_

# sent_id = t3
1-2	don't	_	_	_	_	_	_	_	SpaceAfter=No
1	do	do	AUX	_	_	0	root	_	_
2	n't	not	PART	_	_	1	advmod	_	_
3	!	!	PUNCT	_	_	1	punct	_	_

"""


def treebank(folder: Path) -> Path:
    path = folder / "t.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return path


def sentence(parse: str) -> Sentence:
    """Words as form/UPOS/dep>head, positions from 0; a final full stop has no space before it."""
    words = []
    for spec in parse.split():
        form, upos, arc = spec.split("/")
        dep, head = arc.rsplit(">", 1)
        words.append(Word(form, form.lower(), upos, "", int(head), dep, True))
    if words[-1].upos == "PUNCT":
        last = words[-2]
        words[-2] = Word(last.form, last.lemma, last.upos, last.feats, last.head, last.dep, False)
    return tuple(words)


def text(of: Sentence) -> str:
    return "".join(word.form + " " * word.space for word in of).rstrip(" ")


def is_tree(of: Sentence) -> bool:
    """One root, and every word reaches it."""
    roots = [at for at, word in enumerate(of) if word.head == at]
    if len(roots) != 1:
        return False
    for at in range(len(of)):
        for _ in of:
            at = of[at].head
        if at != roots[0]:
            return False
    return True
