"""Pages in, records out, on a Ray cluster or, without one, on the CPUs of this machine.

    pip install "wphf-extract[ray]"
    python examples/on_ray.py pages.jsonl -o records.parquet/        # JSON Lines or Parquet with a column `text`
    python examples/on_ray.py crawl-*.warc.gz -o s3://bucket/records.parquet
    RAY_ADDRESS=auto python examples/on_ray.py …                     # on the cluster that this machine belongs to

Writes Parquet files, a row a record or a failed page (`wphf_extract.distributed.output_schema`).
"""

from __future__ import annotations

import argparse

import ray

from wphf_extract.distributed import extract_dataset, read_pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", help="JSON Lines, Parquet, or files that hold pages")
    parser.add_argument("-o", "--output", required=True, help="folder for Parquet files")
    parser.add_argument("--model", default="en_wphf", help="name or folder of a model")
    parser.add_argument("--workers", type=int, help="actors (default: one a CPU)")
    parser.add_argument("--cpus", type=int, help="CPUs of this machine to use, where there is no cluster")
    options = parser.parse_args()

    ray.init(num_cpus=options.cpus)
    records = extract_dataset(read_pages(options.pages), model=options.model, workers=options.workers)
    records.write_parquet(options.output)

    written = ray.data.read_parquet(options.output)
    batches = written.select_columns(["failure"]).iter_batches(batch_format="pyarrow", batch_size=None)
    failures = sum(len(batch) - batch["failure"].null_count for batch in batches)
    print(f"{written.count() - failures} records, {failures} failures in {options.output}")


if __name__ == "__main__":
    main()
