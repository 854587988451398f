"""Runs trafilatura, jieba and JioNLP over pages, as bench/peers.ts asks.

Reads a line {"pages": [base64, ...], "rounds": N} from standard input; writes {"versions": {...}, "seconds": [[extract, cut and tag,
times and amounts], ...]}, processor time of each round. The first round, which loads what is loaded when it is first needed, is not told.
"""

import base64
import contextlib
import importlib.metadata
import json
import logging
import sys
import time

with contextlib.redirect_stdout(sys.stderr):
    import jieba
    import jieba.posseg
    import jionlp
    import trafilatura

logging.disable(logging.CRITICAL)


def one_round(pages):
    began = time.process_time()
    texts = [trafilatura.extract(page) or "" for page in pages]
    extracted = time.process_time()
    for text in texts:
        list(jieba.posseg.cut(text))
    tagged = time.process_time()
    for text in texts:
        # these fail on what they do not expect; a line of its own each, as their documentation has it
        for line in text.split("\n"):
            for read in (jionlp.ner.extract_time, jionlp.ner.extract_money):
                with contextlib.suppress(Exception):
                    read(line)
    return [extracted - began, tagged - extracted, time.process_time() - tagged]


given = json.loads(sys.stdin.readline())
decoded = [base64.b64decode(page) for page in given["pages"]]
with contextlib.redirect_stdout(sys.stderr):
    rounds = [one_round(decoded) for _ in range(given["rounds"] + 1)][1:]
versions = {name: importlib.metadata.version(name) for name in ("trafilatura", "jieba", "jionlp")}
versions["python"] = sys.version.split()[0]
print(json.dumps({"versions": versions, "seconds": rounds}))
