"""A million records in every form of the downloads, beside what pandas takes to write the same rows.

`python -m benchmarks.bulk_downloads [--disclosures N] [--organisations N] [--excel N]`; each measurement runs in a process of its own.
"""

import argparse
import json
import pickle
import resource
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from build_scripts.bulk.promise import parse_changes
from build_scripts.declare import discover
from build_scripts.demo import Size, generate, read_units
from build_scripts.loading import load
from build_scripts.merge.federation import Federation
from build_scripts.read.theme import read_changelog, read_words
from build_scripts.view.edition import Edition
from build_scripts.view.environment import templates
from build_scripts.view.words import Words
from build_scripts.write.bulk_files import Bulk
from build_scripts.write.output import Output
from build_scripts.write.tables import record_downloads

_PROJECT = Path(__file__).resolve().parent.parent
_AS_OF = date(2026, 1, 1)
Sizes = dict[str, float]


def lay(data: Path, size: Size) -> None:
    """The records of data/ with a generated province of that size in place of the demonstration data."""
    for path in (_PROJECT / "data").rglob("*"):
        if path.is_file() and "demo" not in path.parts:
            target = data / path.relative_to(_PROJECT / "data")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    for name, content in generate(read_units(_PROJECT / "data"), size=size).items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(content)


def prepare(folder: Path, disclosures: int, organisations: int) -> None:
    """The published tables of a generated province, as they are when the site is written."""
    data = folder / "data"
    lay(data, Size(organisations=organisations, disclosures=disclosures))
    federation, _ = load(data, _AS_OF, public=False)
    (folder / "tables").write_bytes(pickle.dumps(dict(federation.tables)))


def bulk(folder: Path) -> Bulk:
    """What the writers are given."""
    tables = pickle.loads((folder / "tables").read_bytes())  # noqa: S301  our own file
    theme = _PROJECT / "site_theme"
    words = Words(read_words(theme / "text.yml"))
    federation = Federation(discover(), tables, None, _AS_OF.isoformat())  # type: ignore[arg-type]
    edition = Edition(federation, {}, words, templates(theme / "pages", words), public=False)
    return Bulk(edition, list(record_downloads(edition)), parse_changes(read_changelog(theme / "api" / "v1.yml")))


def ours(folder: Path) -> dict[str, Sizes]:
    """CPU seconds, MB and files by form; every file is written, then forgotten."""
    found: dict[str, Sizes] = defaultdict(lambda: {"cpu": 0.0, "mb": 0.0, "files": 0})
    last = _spent()
    made = bulk(folder)
    tasks = made.tasks()
    found["prepare"]["cpu"] = _spent() - last
    for task in tasks:
        last = _spent()
        for output in task():
            (folder / "out").write_bytes(output.data)
            row = found[_form(output)]
            row["cpu"] += _spent() - last
            row["mb"] += len(output.data) / 1e6
            row["files"] += 1
            last = _spent()
    return dict(found)


def _form(output: Output) -> str:
    place = "parts" if output.path.count("/") > 1 else "whole"
    return f"{output.path.partition('/')[0]} {place} {output.path.rpartition('.')[2]}"


def by_pandas(folder: Path, form: str, rows: int) -> Sizes:
    """The same rows by pandas: disclosures and organisations, as many as asked."""
    tables = bulk(folder).records
    last, size, count = _spent(), 0.0, 0
    for name in ("disclosure", "organisation"):
        frame = tables[name].rows[[heading.name for heading in tables[name].headings]].iloc[:rows]
        target = folder / f"{name}.{form}"
        ways: dict[str, Callable[[], object]] = {
            "csv": lambda frame=frame, target=target: frame.to_csv(target, index=False),  # type: ignore[misc]
            "parquet": lambda frame=frame, target=target: frame.to_parquet(target, compression="zstd"),  # type: ignore[misc]
            "xlsx": lambda frame=frame, target=target: frame.to_excel(target, index=False, engine="xlsxwriter"),  # type: ignore[misc]
            "jsonl": lambda frame=frame, target=target: frame.to_json(target, orient="records", lines=True, force_ascii=False),  # type: ignore[misc]
        }
        ways[form]()
        size += target.stat().st_size / 1e6
        count += len(frame)
    return {"cpu": _spent() - last, "mb": size, "rows": count}


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _asked(arguments: Iterable[str]) -> dict[str, object]:
    command = [sys.executable, "-m", __spec__.name, *arguments]
    done = subprocess.run(command, cwd=_PROJECT, capture_output=True, text=True, check=True)
    value: dict[str, object] = json.loads(done.stdout or "{}")
    return value


def _compare(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _asked(["--prepare", folder, "--disclosures", str(options.disclosures), "--organisations", str(options.organisations)])
        told = _asked(["--ours", folder])
        forms: dict[str, Sizes] = told["forms"]  # type: ignore[assignment]
        print("| form | CPU s | MB | files |\n|---|---:|---:|---:|")
        for form, of in forms.items():
            print(f"| {form} | {of['cpu']:.2f} | {of['mb']:,.0f} | {of['files']:,.0f} |")
        print(f"| total | {sum(of['cpu'] for of in forms.values()):.2f} | {sum(of['mb'] for of in forms.values()):,.0f} | |")
        print(f"\nrecords {told['records']:,}; peak {told['peak']:,.0f} MB, of which {told['base']:,.0f} MB are the records themselves\n")
        print("| pandas | rows | CPU s | MB | for all rows | pandas ÷ ours |\n|---|---:|---:|---:|---:|---:|")
        every = options.disclosures + options.organisations
        for form, own in {"csv": "whole csv", "parquet": "whole parquet", "jsonl": "whole jsonl", "xlsx": "parts xlsx"}.items():
            of: Sizes = _asked(["--pandas", folder, form, str(options.excel if form == "xlsx" else every)])  # type: ignore[assignment]
            whole = of["cpu"] * every / of["rows"]
            ratio = whole / forms[f"downloads {own}"]["cpu"] if f"downloads {own}" in forms else float("nan")
            print(f"| to {form} | {of['rows']:,.0f} | {of['cpu']:.2f} | {of['mb']:,.0f} | {whole:.1f} | {ratio:.1f} |")


def main() -> None:
    """Generate a province, write it in every form, print the costs side by side."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--disclosures", type=int, default=1_000_000)
    parser.add_argument("--organisations", type=int, default=200_000)
    parser.add_argument("--excel", type=int, default=20_000, help="rows of each table that pandas writes as a workbook")
    parser.add_argument("--prepare", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ours", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--pandas", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.prepare:
        prepare(options.prepare, options.disclosures, options.organisations)
    elif options.ours:
        records = bulk(options.ours).records
        base = _peak()
        forms = ours(options.ours)
        print(json.dumps({"forms": forms, "records": sum(len(each.rows) for each in records.values()), "base": base, "peak": _peak()}))
    elif options.pandas:
        print(json.dumps(by_pandas(Path(options.pandas[0]), options.pandas[1], int(options.pandas[2]))))
    else:
        _compare(options)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
