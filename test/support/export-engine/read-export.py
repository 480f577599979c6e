"""Reads the files of an export, as CSV, NDJSON or Parquet, and prints each row as a line of JSON in the library's form."""

import base64
import csv
import datetime
import glob
import gzip
import io
import json
import math
import sys
import uuid

import pyarrow
import pyarrow.parquet
import pyarrow.types as kinds

NULL_TEXT = "\\N of this test"
EPOCH_DAY = datetime.date(1970, 1, 1).toordinal()


def main(form, path):
    read = {"csv": csv_rows, "ndjson": ndjson_rows, "parquet": parquet_rows}[form]
    files = sorted(glob.glob(path))
    for name in files:
        for row in read(name):
            print(compact(row))


def opened(name):
    if name.endswith(".gz"):
        return gzip.open(name, "rt", encoding="utf-8", newline="")
    if name.endswith(".zst"):
        stream = pyarrow.input_stream(name, compression="zstd")
        return io.StringIO(stream.read().decode("utf-8"), newline="")
    return open(name, encoding="utf-8", newline="")


def csv_rows(name):
    csv.field_size_limit(sys.maxsize)
    with opened(name) as lines:
        for row in csv.DictReader(lines, strict=True):
            yield {key: None if cell == NULL_TEXT else cell for key, cell in row.items()}


def ndjson_rows(name):
    with opened(name) as file:
        for line in file.read().split("\n")[:-1]:
            yield json.loads(line)


def parquet_rows(name):
    table = pyarrow.parquet.read_table(name)
    columns = [[json_of(cell) for cell in column] for column in table.columns]
    for cells in zip(*columns):
        yield dict(zip(table.column_names, cells))


def json_of(scalar):
    """What the library's JSON has for the value."""
    if not scalar.is_valid:
        return None
    if isinstance(scalar, pyarrow.ExtensionScalar):
        value = scalar.as_py()
        return str(value if isinstance(value, uuid.UUID) else uuid.UUID(bytes=value))
    kind = scalar.type
    if kinds.is_map(kind):
        pairs = scalar.values
        return {key_of(json_of(pair["key"])): json_of(pair["value"]) for pair in pairs}
    if kinds.is_list(kind):
        return [json_of(element) for element in scalar.values]
    if kinds.is_struct(kind):
        fields = {field.name: json_of(scalar[index]) for index, field in enumerate(kind)}
        return list(fields.values()) if "_1" in fields else fields
    if kinds.is_timestamp(kind):
        return instant(scalar.value)
    if kinds.is_date(kind):
        return datetime.date.fromordinal(EPOCH_DAY + scalar.value).isoformat()
    if kinds.is_int64(kind):
        return str(scalar.as_py())
    if kinds.is_binary(kind):
        return base64.b64encode(scalar.as_py()).decode("ascii")
    if kinds.is_floating(kind):
        return number(scalar.as_py())
    return scalar.as_py()


def number(value):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def instant(milliseconds):
    """As Date.toISOString writes it: years beyond 0 to 9999 have a sign and six digits. Python has none, but eras repeat."""
    era_ms = 146_097 * 86_400_000
    eras, rest = divmod(milliseconds - instant_of_year(2000), era_ms)
    moment = datetime.datetime(2000, 1, 1) + datetime.timedelta(milliseconds=rest)
    year = moment.year + 400 * eras
    text = f"{year:04}" if 0 <= year <= 9999 else f"{'-' if year < 0 else '+'}{abs(year):06}"
    return f"{text}{moment.strftime('-%m-%dT%H:%M:%S')}.{moment.microsecond // 1000:03}Z"


def instant_of_year(year):
    return (datetime.date(year, 1, 1).toordinal() - EPOCH_DAY) * 86_400_000


def key_of(key):
    return key if isinstance(key, str) else compact(key)


def compact(value):
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


sys.stdout.reconfigure(encoding="utf-8")
main(*sys.argv[1:])
