import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { Column } from "../columns.js";

/** Rows of a group: they are in memory together, and so is until the end what the file says of each group. */
const groupRows = 5_000;
/** Characters of text that a group holds at most: documents may be long. */
const groupCharacters = 8_000_000;

/** Rows as Parquet, group by group. */
export async function* parquet<Row>(rows: AsyncIterable<Row>, columns: readonly Column<Row>[]): AsyncGenerator<Uint8Array> {
  const writer = new Draining();
  const file = new ParquetWriter({ writer, schema: schemaOf(columns), createdBy: "zhengwen" });
  let group: Group = columns.map(() => []);
  let held = 0;
  let characters = 0;
  const flush = async () => {
    await file.write({ columnData: columns.map(({ name }, i) => ({ name, data: group[i] ?? [] })), rowGroupSize: groupRows });
    group = columns.map(() => []);
    held = 0;
    characters = 0;
    return writer.drain();
  };
  for await (const row of rows) {
    for (const [i, column] of columns.entries()) {
      const value = cellOf(column, row);
      if (typeof value === "string") characters += value.length;
      group[i]?.push(value);
    }
    held++;
    if (held === groupRows || characters > groupCharacters) yield await flush();
  }
  if (held > 0) yield await flush();
  await file.finish();
  yield writer.drain();
}

type Schema = ConstructorParameters<typeof ParquetWriter>[0]["schema"];
type Group = (string | number | bigint | null)[][];

/** Keeps no more than what was not yet taken. */
class Draining extends ByteWriter {
  drain(): Uint8Array {
    const bytes = this.getBytes().slice();
    this.index = 0;
    return bytes;
  }
}

function cellOf<Row>({ type, value }: Column<Row>, row: Row): string | number | bigint | null {
  const cell = value(row) ?? null;
  if (cell === null) return null;
  if (type === "integer") return BigInt(Math.trunc(Number(cell)));
  return type === "number" ? Number(cell) : String(cell).toWellFormed();
}

function schemaOf<Row>(columns: readonly Column<Row>[]): Schema {
  const leaf = ({ name, type }: Column<Row>): Schema[number] => {
    if (type === "integer") return { name, type: "INT64", repetition_type: "OPTIONAL" };
    if (type === "number") return { name, type: "DOUBLE", repetition_type: "OPTIONAL" };
    return { name, type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" }, repetition_type: "OPTIONAL" };
  };
  return [{ name: "root", num_children: columns.length }, ...columns.map(leaf)];
}
