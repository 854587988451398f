import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { readJson } from "./file.js";

const part = '(?:[a-z][a-z0-9]*)?(?:#[\\w-]+)?(?:\\.[\\w-]+)*(?:\\[[\\w-]+="?[^\\]"]*"?\\])?';
/** `tag#id.class[name=value]`, parts apart by one space for descent; several apart by a comma are parts of one body. */
const selector = z.string().regex(new RegExp(`^${part}(?: ${part})*(?:, ?${part}(?: ${part})*)*$`));
const selectors = z.array(selector.min(1)).min(1);
const host = z.string().regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);

/** A file of `dictionaries/sites/`: where a site keeps what. A host stands for itself and every host below it. */
const profileSchema = z.strictObject({
  name: z.string().min(1),
  hosts: z.array(host).min(1),
  body: selectors.optional(),
  title: selectors.optional(),
  published: selectors.optional(),
  publisher: selectors.optional(),
  author: selectors.optional(),
  editor: selectors.optional(),
  remove: selectors.optional(),
});
export type SiteProfile = z.infer<typeof profileSchema>;

/** `dictionaries/containers.json`: the element that holds the body in a content management system, best first. */
const containersSchema = z.array(z.strictObject({ cms: z.string().min(1), selectors, remove: selectors.optional() })).min(1);
export type KnownContainers = z.infer<typeof containersSchema>;

export interface Sites {
  /** The profile for a host, the one with the longest host pattern; null where there is none. */
  profile(host: string): SiteProfile | null;
  readonly containers: KnownContainers;
}

/** @throws dictionary.invalid */
export function loadSites(folder: string): Sites {
  const byHost = new Map<string, SiteProfile>();
  const files = existsSync(join(folder, "sites")) ? readdirSync(join(folder, "sites")).filter((name) => name.endsWith(".json")) : [];
  for (const file of files.sort()) {
    const profile = readJson(folder, join("sites", file), profileSchema);
    for (const name of profile.hosts) byHost.set(name, profile);
  }
  return {
    profile(name) {
      const labels = name.toLowerCase().replace(/\.$/, "").split(".");
      for (let i = 0; i < labels.length - 1; i++) {
        const found = byHost.get(labels.slice(i).join("."));
        if (found) return found;
      }
      return null;
    },
    containers: readJson(folder, "containers.json", containersSchema),
  };
}
