"""All near-duplicates of a corpus, and a night's items against it, beside one C pass over its text.

    python -m benchmarks.near [ITEMS…]

The corpora and their truth are those of ``benchmarks.corpus``. Each measurement is a process of
its own, so that its peak memory is its own; the C pass (``hashpass.c``) is run before and after
it, and the ratio is to the mean of the two. A corpus of families says how many copies of one form
end in one cluster. Without a C compiler there are no ratios.

The peer is datasketch (``pip install '.[peers]'``): MinHash in bulk and its LSH for 0.5, with 128
permutations, at its own recall. It is measured at 10,000 items only, where it takes a minute.
"""

from __future__ import annotations

import json
import math
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from benchmarks._memory import peak
from benchmarks.corpus import Corpus, corpus
from compare.bands import band
from compare.boilerplate import Formulas
from compare.held import WAITING, Held
from compare.measure import measure
from compare.segments import NAMES
from compare.signatures import LEAST, cluster, near
from compare.sketches import resembling, sketch

NIGHT = 800
PEER = 10_000  # items that the peer is measured at
SOURCE = Path(__file__).with_name("hashpass.c")
GOALS = {"ratio": 7.0, "recall": 0.998, "recall of 0.5-0.6": 0.99, "night": 3.0}


def main(sizes: Iterable[int] = (10_000, 100_000)) -> None:
    """Print a line for each size and measurement."""
    print(f"goals: {GOALS['ratio']} C passes, recall {GOALS['recall']}"
          f" ({GOALS['recall of 0.5-0.6']} from 0.5 to 0.6), precision 1,"
          f" a night of {NIGHT} in {GOALS['night']} s")  # fmt: skip
    before: tuple[int, float] | None = None
    for size in sizes:
        with TemporaryDirectory() as folder:
            one_pass = c_pass(corpus(size), Path(folder))
            ratio, told = beside(one_pass, "all", size, folder)
            growth = _growth(before, size, told["seconds"])
            print(f"{size:>9} items  all pairs {told['seconds']:7.2f} s{ratio}{growth}"
                  f"  peak {told['peak_mb']:5.0f} MB  recall {told['recall']:.4f}"
                  f" ({told['recall_low']:.4f} of 0.5-0.6)  precision {told['precision']:.4f}"
                  f"  of {told['planted']} pairs", flush=True)  # fmt: skip
            before = size, told["seconds"]
            _print_stages(size, folder)
            made = child("hold", size, folder)
            night = child("night", size, folder)
            print(f"{'':>9}        holding  {made['seconds']:8.2f} s,"
                  f" {made['disk_mb']:.0f} MB on disk;  {NIGHT} new ones {night['seconds']:.2f} s,"
                  f" of which opening {night['opening']:.2f} s, reading {night['read']} texts"
                  f" {night['reading']:.2f} s;  peak {night['peak_mb']:.0f} MB"
                  f"  recall {night['recall']:.4f} of {night['planted']}", flush=True)  # fmt: skip
    _print_peer(min(PEER, *sizes))
    families = child("families", 100_000, "")
    print(f"families of 1,000 in 100,000 items: {families['seconds']:.2f} s,"
          f" {families['least']:.4f} of each at least in one cluster,"
          f" {families['edges']:.1f} pairs for each member")  # fmt: skip


def _print_stages(size: int, folder: str) -> None:
    told = child("stages", size, folder)
    laps = ", ".join(f"{name} {told[name]:.2f} s" for name in STAGES)
    print(f"{'':>9}        of which {laps}", flush=True)


def _print_peer(size: int) -> None:
    if find_spec("datasketch") is None:
        print("datasketch is not installed: pip install '.[peers]'")
        return
    ours, theirs = child("all", size, ""), child("datasketch", size, "")
    print(f"{size:>9} items  datasketch {theirs['seconds']:.2f} s, recall {theirs['recall']:.4f}"
          f" ({theirs['recall_low']:.4f} of 0.5-0.6);  ordlyd {ours['seconds']:.2f} s"
          f" ({ours['seconds'] / theirs['seconds']:.4f} of it), recall {ours['recall']:.4f}"
          f" ({ours['recall_low']:.4f})", flush=True)  # fmt: skip


def _growth(before: tuple[int, float] | None, size: int, seconds: float) -> str:
    if before is None:
        return ""
    exponent = math.log(seconds / before[1]) / math.log(size / before[0])
    return f"  N^{exponent:.2f}"


def c_pass(texts: Corpus, folder: Path) -> Callable[[], float] | None:
    """Return what runs one C pass over the texts and gives its seconds, if there is a compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    program, raw = folder / "hashpass", folder / "texts"
    subprocess.run([compiler, "-O3", "-o", program, SOURCE], check=True)
    with raw.open("wb") as file:
        for part in texts.texts().select("text").collect().iter_slices(50_000):
            file.write(part["text"].str.join("\n\n").item().encode())

    def run() -> float:
        start = time.perf_counter()
        subprocess.run([program, raw], check=True, capture_output=True)
        return time.perf_counter() - start

    run()  # the file is in memory from here on
    return run


def beside(
    one_pass: Callable[[], float] | None, what: str, size: int, folder: str
) -> tuple[str, dict[str, Any]]:
    """Run a measurement between two C passes; its ratio to them in words, and what it told."""
    if one_pass is None:
        return "", child(what, size, folder)
    first = one_pass()
    told = child(what, size, folder)
    mean = (first + one_pass()) / 2
    return f" ({told['seconds'] / mean:.2f} C passes)", told


def child(what: str, size: int, folder: str) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.near", what, str(size), folder]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def all_pairs(size: int, _: str) -> dict[str, Any]:
    """Find all pairs; the texts are in memory already."""
    made = corpus(size)
    texts = _texts(made)
    start = time.perf_counter()
    found = near(texts)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, **_scores(found, made.pairs(), texts)}


STAGES = ("copies", "sketch", "band", "measure")


def stages(size: int, _: str) -> dict[str, Any]:
    """What each stage of finding all pairs takes, texts without copies."""
    texts = _texts(corpus(size))
    laps = [time.perf_counter()]
    cluster(texts)
    laps.append(time.perf_counter())
    made = sketch(texts, resembling)
    laps.append(time.perf_counter())
    pairs = band(made, least=LEAST["resembling"]).frame()
    laps.append(time.perf_counter())
    measure(pairs, texts)
    laps.append(time.perf_counter())
    return {name: end - start for name, (start, end) in zip(STAGES, pairwise(laps), strict=True)}


def datasketch(size: int, _: str) -> dict[str, Any]:
    """Find the pairs as datasketch does; of what it finds nothing is measured again."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - not everybody has it

    made = corpus(size)
    texts = _texts(made).to_list()
    start = time.perf_counter()
    sketches = MinHash.bulk([_runs(text) for text in texts], num_perm=128)
    index = MinHashLSH(threshold=0.5, num_perm=128)
    found: set[tuple[int, int]] = set()
    for row, one in enumerate(sketches):
        found.update((other, row) for other in index.query(one))
        index.insert(row, one)
    seconds = time.perf_counter() - start
    pairs = pl.DataFrame(sorted(found), schema={"a": pl.Int64, "b": pl.Int64}, orient="row")
    truth = made.pairs().filter(pl.col("jaccard") >= 0.5)
    return {"seconds": seconds, **_recall(pairs, truth)}


def _runs(text: str) -> list[bytes]:
    words = text.lower().split()
    return [" ".join(run).encode() for run in zip(words, words[1:], words[2:], strict=False)]


def hold(size: int, folder: str) -> dict[str, Any]:
    """Hold all but the last items, and put their texts where a night finds them."""
    texts = _texts(corpus(size)).head(size - NIGHT)
    with sqlite3.connect(Path(folder) / "texts.sqlite3") as archive:
        archive.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT)")
        archive.executemany("INSERT INTO texts VALUES (?, ?)", enumerate(texts))
    start = time.perf_counter()
    schema = {"key": pl.String}
    none = Formulas(pl.DataFrame(schema=schema), pl.DataFrame(schema=schema))
    held = Held.make(Path(folder) / "held", none, len(texts), rules=1)
    rows = pl.int_range(len(texts), eager=True)
    columns = [rows.cast(pl.String).alias(n) if n in _UNIQUE else _none(n) for n in _NAMED]
    names = pl.DataFrame({"at": rows}).select(columns)
    held.add(texts, names, waiting=pl.DataFrame(schema=WAITING), mark="")
    seconds = time.perf_counter() - start
    files = (path for path in (Path(folder) / "held").rglob("*") if path.is_file())
    return {"seconds": seconds, "disk_mb": sum(path.stat().st_size for path in files) / 1e6}


_NAMED = tuple(name for name in NAMES if name != "row")
_UNIQUE = {"id", "version", "occasion"}


def _none(name: str) -> pl.Expr:
    return pl.lit(None, pl.String).alias(name)


def night(size: int, folder: str) -> dict[str, Any]:
    """Compare the last items with all that are held."""
    made = corpus(size)
    new = made.texts().select("text").tail(NIGHT).collect()["text"]
    start = time.perf_counter()
    held = Held.open(Path(folder) / "held", rules=1)
    assert held is not None
    first = held.count
    opened = time.perf_counter()
    pairs = held.alike(new)
    looked = time.perf_counter()
    wanted = pl.concat([pairs["a"], pairs["b"]]).unique().sort()
    old = wanted.filter(wanted < first)
    with sqlite3.connect(Path(folder) / "texts.sqlite3") as archive:
        read = [
            archive.execute("SELECT text FROM texts WHERE id = ?", (row,)).fetchone()[0]
            for row in old
        ]
    texts = pl.concat([pl.Series(read, dtype=pl.String), new])
    places = pl.concat([old, pl.int_range(first, first + NIGHT, dtype=pl.UInt32, eager=True)])
    local = pl.DataFrame({"row": places}).with_row_index("place")
    both = pairs.join(local, left_on="a", right_on="row").join(
        local, left_on="b", right_on="row", suffix="_b"
    )
    fetched = time.perf_counter()
    sized = measure(both.select(a="place", b="place_b"), texts)
    likes = both.select("a", "b").with_columns(sized["resemblance"])
    found = likes.filter(pl.col("resemblance") >= 0.5)
    end = time.perf_counter()
    truth = made.pairs().filter((pl.col("jaccard") >= 0.5) & (pl.col("b") >= first))
    met = truth.join(found.cast({"a": pl.Int64, "b": pl.Int64}), on=["a", "b"], how="semi")
    return {
        "seconds": end - start,
        "opening": opened - start,
        "looking": looked - opened,
        "reading": fetched - looked,
        "read": len(read),
        "planted": len(truth),
        "recall": len(met) / max(1, len(truth)),
    }


def families(size: int, _: str) -> dict[str, Any]:
    """Cluster a corpus a fifth of which is copies of twenty forms."""
    made = corpus(size, families=20)
    texts = _texts(made)
    start = time.perf_counter()
    found = near(texts)
    seconds = time.perf_counter() - start
    group = list(range(size))

    def root(text: int) -> int:
        while group[text] != text:
            group[text] = group[group[text]]
            text = group[text]
        return text

    for a, b in found.select("a", "b").iter_rows():
        group[root(b)] = root(a)
    members = made.families().with_columns(
        cluster=pl.col("id").map_elements(root, return_dtype=pl.Int64)
    )
    sizes = members.group_by("family").agg(
        most=pl.col("cluster").value_counts().struct.field("count").max(), all=pl.len()
    )
    inside = found.join(members, left_on="a", right_on="id").join(
        members, left_on="b", right_on="id"
    )
    return {
        "seconds": seconds,
        "least": sizes.select((pl.col("most") / pl.col("all")).min()).item(),
        "edges": len(inside) / len(members),
    }


def _texts(made: Corpus) -> pl.Series:
    return made.texts().select("text").collect()["text"]


def _scores(found: pl.DataFrame, planted: pl.DataFrame, texts: pl.Series) -> dict[str, Any]:
    """Recall and precision; what was not planted is looked at word by word."""
    pairs = found.select(pl.col("a", "b").cast(pl.Int64))
    truth = planted.filter(pl.col("jaccard") >= 0.5)
    beyond = pairs.join(planted, on=["a", "b"], how="anti")
    wrong = sum(not _alike(texts[a], texts[b]) for a, b in beyond.iter_rows())
    below = planted.filter(pl.col("jaccard") < 0.5)
    wrong += len(pairs.join(below, on=["a", "b"], how="semi"))
    precision = 1 - wrong / max(1, len(pairs))
    return {"planted": len(truth), "precision": precision, **_recall(pairs, truth)}


def _recall(pairs: pl.DataFrame, truth: pl.DataFrame) -> dict[str, float]:
    low = truth.filter(pl.col("jaccard") < 0.6)
    return {
        "recall": len(truth.join(pairs, on=["a", "b"], how="semi")) / max(1, len(truth)),
        "recall_low": len(low.join(pairs, on=["a", "b"], how="semi")) / max(1, len(low)),
    }


def _alike(one: str, other: str) -> bool:
    """Whether two texts resemble each other to one half, by their words themselves."""
    a, b = set(_runs(one)), set(_runs(other))
    return 2 * len(a & b) >= len(a | b)


MEASUREMENTS: dict[str, Callable[[int, str], dict[str, Any]]] = {
    "all": all_pairs,
    "stages": stages,
    "datasketch": datasketch,
    "hold": hold,
    "night": night,
    "families": families,
}

if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] in MEASUREMENTS:
        told = MEASUREMENTS[sys.argv[1]](int(sys.argv[2]), sys.argv[3])
        print(json.dumps({"peak_mb": peak(), **told}))
    else:
        main([int(size) for size in sys.argv[1:]] or (10_000, 100_000))
