import { project, searchedUnits } from "../../search/projection.js";
import type { Connection } from "./driver.js";
import { parseRecord } from "./records.js";
import { writeCountedText, writeSideTables } from "./side-tables.js";

/** Records that are read again in one transaction: other processes may write in between. */
const atATime = 200;

/**
 * Makes good for records that stand in `uncounted`: those of a file of an earlier form, and what a program of an earlier form
 * wrote since. So many at a time, each step a transaction: one that is interrupted goes on, and several processes may do it at once.
 */
export function fillSideTables(connection: Connection): void {
  while (connection.get("SELECT number FROM uncounted LIMIT 1") !== null) {
    connection.write(() => {
      const rows = connection.all(
        `SELECT number, json, heavy, EXISTS (SELECT 1 FROM tally WHERE tally.number = record.number) AS tallied
         FROM record WHERE number IN (SELECT number FROM uncounted ORDER BY number LIMIT ?)`,
        [atATime],
      );
      for (const row of rows) {
        const record = parseRecord(row);
        if (row.tallied) writeCountedText(connection, Number(row.number), searchedUnits(record));
        else writeSideTables(connection, Number(row.number), project({ ...record, schema: "zhengwen/document@1" }));
      }
    });
  }
}
