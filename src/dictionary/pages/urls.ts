import * as z from "zod";
import { readJson } from "./file.js";

/** Which query parameters only say where a reader came from. */
export interface UrlRules {
  /** Whether a parameter is dropped from an address. Both as written, percent-encoding and all; case does not count. */
  isTracking(name: string, value: string): boolean;
}

const parameter = z.string().regex(/^[a-z0-9_.-]+(\*|=[a-z0-9_.-]+)?$/, "must be `name`, `prefix*` or `name=value` in lower case");
const urlsSchema = z.strictObject({ tracking: z.array(parameter).min(1) });

/** Reads `urls.json`. @throws dictionary.invalid naming file and row */
export function loadUrls(folder: string): UrlRules {
  const { tracking } = readJson(folder, "urls.json", urlsSchema);
  const prefixes = tracking.filter((entry) => entry.endsWith("*")).map((entry) => entry.slice(0, -1));
  const exact = new Set(tracking.filter((entry) => !entry.endsWith("*")));
  return {
    isTracking: (name, value) => {
      const key = name.toLowerCase();
      return exact.has(key) || exact.has(`${key}=${value.toLowerCase()}`) || prefixes.some((prefix) => key.startsWith(prefix));
    },
  };
}
