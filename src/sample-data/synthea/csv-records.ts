/** One line of a CSV file: as it stands there, and its fields by the names of the header. */
export interface CsvRecord {
  readonly line: string;
  /** The text of a field; empty where the file has none of this name. */
  readonly field: (name: string) => string;
}

/** The records of a CSV file with a header. Synthea writes no field of several lines. */
export function csvRecords(text: string): readonly CsvRecord[] {
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const positions = new Map(fieldsOf(header).map((name, position) => [name, position]));
  return lines.map((line) => {
    const fields = fieldsOf(line);
    return { line, field: (name) => fields[positions.get(name) ?? -1] ?? '' };
  });
}

function fieldsOf(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(',');
  // A field begins at the start or after a comma; in quotes, a quote is doubled.
  const field = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g;
  return [...line.matchAll(field)].map(([, quoted, plain = '']) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
}
