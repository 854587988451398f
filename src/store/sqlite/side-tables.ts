import { countedFacets } from "../../search/counted.js";
import { countedText } from "../../search/counted-text.js";
import type { Projection, TextUnits } from "../../search/projection.js";
import type { Connection } from "./driver.js";

/**
 * Writes what a record is counted by, in the transaction that writes the record: the numbers of its facets' values, and its texts
 * for counting. Until then the record's number stands in `uncounted`, where a trigger has put it.
 */
export function writeSideTables(connection: Connection, number: number, projection: Projection): void {
  const list = JSON.stringify(countedFacets.flatMap((facet) => projection.counts[facet].map((value) => ({ facet, value }))));
  connection.run(
    "INSERT INTO facet_value (facet, value) SELECT value ->> 'facet', value ->> 'value' FROM json_each(?) WHERE true ON CONFLICT DO NOTHING",
    [list],
  );
  connection.run(
    `INSERT INTO tally (number, facets) SELECT ?, coalesce(group_concat(facet_value.id), '') FROM json_each(?) AS one
     JOIN facet_value ON facet_value.facet = one.value ->> 'facet' AND facet_value.value = one.value ->> 'value'`,
    [number, list],
  );
  writeCountedText(connection, number, projection);
}

export function writeCountedText(connection: Connection, number: number, { titleUnits, bodyUnits, attachmentUnits }: TextUnits): void {
  connection.run("INSERT INTO counted_text (number, text, attached) VALUES (?, ?, ?)", [
    number,
    countedText([titleUnits, bodyUnits]),
    countedText([attachmentUnits]),
  ]);
  connection.run("DELETE FROM uncounted WHERE number = ?", [number]);
}
