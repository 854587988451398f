import * as z from "zod";
import type { UrlRules } from "../../text/url.js";
import { readJson } from "../file.js";

const parameter = z.string().regex(/^[a-z0-9_.-]+(\*|=[a-z0-9_.-]+)?$/, "must be `name`, `prefix*` or `name=value` in lower case");
const urlsSchema = z.strictObject({ tracking: z.array(parameter).min(1) });

/** Reads `pages/urls.json`. @throws dictionary.invalid naming file and line */
export function loadUrls(folder: string): UrlRules {
  const { tracking } = readJson(folder, "pages/urls.json", urlsSchema);
  const prefixes = tracking.filter((entry) => entry.endsWith("*")).map((entry) => entry.slice(0, -1));
  const exact = new Set(tracking.filter((entry) => !entry.endsWith("*")));
  return {
    isTracking: (name, value) => {
      const key = name.toLowerCase();
      return exact.has(key) || exact.has(`${key}=${value.toLowerCase()}`) || prefixes.some((prefix) => key.startsWith(prefix));
    },
  };
}
