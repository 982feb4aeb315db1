"""Arrow, DuckDB and Spark read the tables, and find in them what was annotated."""

import os
import sys

import duckdb
import pyarrow.dataset
from pyspark.sql import SparkSession

import truth


def check(folder, native, splits):
    expected = truth.articles(native)
    wanted = (
        {(name, record["text"]) for name, record in expected.items()},
        {
            (name, m["id"], m["layer"], m["label"], m["start"], m["end"], record["text"][m["start"]:m["end"]])
            for name, record in expected.items() for m in record["annotations"]
        },
        {(name, r["type"], r["from"], r["to"]) for name, record in expected.items() for r in record["relations"]},
    )
    for reader in (arrow, duck, spark):
        found, split = reader(folder, splits)
        for table, rows, truths in zip(("articles", "marks", "relations"), found, wanted, strict=True):
            assert len(rows) == len(truths), (reader.__name__, table, len(rows), len(truths))
            assert set(rows) == truths, (reader.__name__, table, set(rows) ^ truths)
        assert split == set(splits), (reader.__name__, split)
    check_rest(folder, expected)
    SparkSession.active().stop()
    print(f"pyarrow, duckdb, pyspark: {len(wanted[0])} articles, {len(wanted[1])} marks, {len(wanted[2])} relations as they were annotated")


def arrow(folder, splits):
    rows = {}
    for table in ("articles", "marks", "relations"):
        rows[table] = pyarrow.dataset.dataset(f"{folder}/{table}", partitioning="hive").to_table().to_pylist()
    return (
        [(row["id"], row["text"]) for row in rows["articles"]],
        [
            (row["document"], row["id"], row["layer"], row["label"], row["start"], row["end"], row["text"])
            for row in rows["marks"]
        ],
        [(row["document"], row["type"], row["head"], row["tail"]) for row in rows["relations"]],
    ), {row["split"] for row in rows["articles"] if splits}


# The words are cut out of the text by the engine itself.
QUERIES = (
    "SELECT id, text FROM articles",
    'SELECT m.document, m.id, m.layer, m.label, m.start, m."end", '
    'substring(a.text, CAST(m.start + 1 AS INT), CAST(m."end" - m.start AS INT)) '
    "FROM marks m JOIN articles a ON a.id = m.document",
    "SELECT document, type, head, tail FROM relations",
)


def duck(folder, splits):
    base = duckdb.connect()
    for table in ("articles", "marks", "relations"):
        base.execute(f"CREATE VIEW {table} AS FROM read_parquet('{folder}/{table}/**/*.parquet', hive_partitioning = true)")
    found = tuple(base.execute(query).fetchall() for query in QUERIES)
    return found, {row[0] for row in base.execute("SELECT split FROM articles").fetchall()} if splits else set()


def spark(folder, splits):
    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    for table in ("articles", "marks", "relations"):
        session.read.parquet(f"{folder}/{table}").createOrReplaceTempView(table)
    found = tuple([tuple(row) for row in session.sql(query.replace('"end"', "`end`")).collect()] for query in QUERIES)
    return found, {row[0] for row in session.sql("SELECT split FROM articles").collect()} if splits else set()


def check_rest(folder, expected):
    """What stands in lists and in JSON."""
    rows = pyarrow.dataset.dataset(f"{folder}/articles", partitioning="hive").to_table().to_pylist()
    for row in rows:
        record = expected[row["id"]]
        assert set(row["complete"]) == record["complete"], row["id"]
        assert row["labels"] == record["labels"], row["id"]
        assert row["published"] == record.get("published", ""), row["id"]
        refused = {(r["start"], r["end"], r["label"]) for r in row["rejected"]}
        assert refused == {(r["start"], r["end"], r["label"]) for r in record["refused"]}, row["id"]
    pieces = pyarrow.dataset.dataset(f"{folder}/marks", partitioning="hive").to_table().to_pylist()
    for row in pieces:
        (mark,) = [m for m in expected[row["document"]]["annotations"] if m["id"] == row["id"]]
        assert [[f["start"], f["end"]] for f in row["fragments"]] == mark.get("fragments", []), row["id"]


if __name__ == "__main__":
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    check(sys.argv[1], sys.argv[2], sys.argv[3:])
