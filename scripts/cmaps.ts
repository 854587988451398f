import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Makes `dictionaries/derived/cmaps/` anew: the CMaps of pdfjs-dist, which is 41 MB and otherwise not needed, because unpdf brings
 * pdf.js without them. To be run when unpdf takes a newer pdf.js, with pdfjs-dist of the same version.
 *   npx tsx scripts/cmaps.ts
 */
const source = join(dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json")), "cmaps");
const target = join(import.meta.dirname, "..", "dictionaries", "derived", "cmaps");
rmSync(target, { recursive: true, force: true });
cpSync(source, target, { recursive: true });
