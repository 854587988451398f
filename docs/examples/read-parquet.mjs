// Reads an export of records with DuckDB: node read-parquet.mjs FILE
import { DuckDBInstance } from "@duckdb/node-api";

const [, , file] = process.argv;
const connection = await (await DuckDBInstance.create()).connect();
const found = await connection.runAndReadAll(
  `SELECT publishedAt, title FROM '${file.replaceAll("'", "''")}' ORDER BY publishedAt DESC NULLS LAST, id`,
);
for (const { publishedAt, title } of found.getRowObjects()) console.log(publishedAt, title);
