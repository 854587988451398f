import { existsSync, writeFileSync } from "node:fs";
import { changedDocuments, committedGolden, currentGolden, goldenFile } from "../test/golden/golden.js";

/**
 * Takes the golden digests anew: `npm run golden`. Documents that are held already may change only with a raised
 * generation; inputs that are new or gone need none.
 */
const current = currentGolden();
if (existsSync(goldenFile)) {
  const committed = committedGolden();
  const changed = changedDocuments(committed, current);
  const altered = changed.filter((path) => path in committed.documents && path in current.documents);
  console.log(changed.length === 0 ? "No document changed." : `Changed:\n${changed.map((path) => `  ${path}`).join("\n")}`);
  if (altered.length > 0 && current.generation <= committed.generation) {
    console.error(`${altered.length} documents changed and the generation did not: raise it in src/model/version.ts first.`);
    process.exit(1);
  }
}
writeFileSync(goldenFile, `${JSON.stringify(current, null, 1)}\n`);
console.log(`Written: ${Object.keys(current.documents).length} documents of generation ${current.generation}.`);
