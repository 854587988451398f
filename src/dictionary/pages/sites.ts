import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { readJson } from "../file.js";
import { type ContainerIndex, containerSelectorSchema, indexContainers } from "./container-selectors.js";
import { siteSelectorSchema } from "./site-selectors.js";

// a bound on what a page of the site may cost
const mostSelectors = 20;
const selectors = z.array(siteSelectorSchema).min(1).max(mostSelectors);
const host = z.string().regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);

/** A file of `dictionaries/pages/sites/`: where a site keeps what. A host stands for itself and every host below it. */
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

const containersSchema = z
  .array(z.strictObject({ cms: z.string().min(1), thread: z.literal(true).optional(), selectors: z.array(containerSelectorSchema).min(1) }))
  .min(1);

/** `dictionaries/pages/containers.json`: the element that holds the body in a content management system, best first. */
interface KnownContainers {
  readonly selectors: ContainerIndex;
  /** the system that each row of selectors belongs to */
  readonly systems: readonly string[];
  /** whether that system is a forum's: its containers are posts */
  readonly threads: readonly boolean[];
}

export interface Sites {
  /** The profile for a host, the one with the longest host pattern; null where there is none. */
  profile(host: string): SiteProfile | null;
  /** The profile in the file of this name, without its ending; null where there is none. */
  named(name: string): SiteProfile | null;
  readonly containers: KnownContainers;
}

/** @throws dictionary.invalid */
export function loadSites(folder: string): Sites {
  const byHost = new Map<string, SiteProfile>();
  const byName = new Map<string, SiteProfile>();
  const files = existsSync(join(folder, "pages", "sites"))
    ? readdirSync(join(folder, "pages", "sites")).filter((name) => name.endsWith(".json"))
    : [];
  for (const file of files.sort()) {
    const profile = readJson(folder, join("pages", "sites", file), profileSchema);
    byName.set(file.slice(0, -".json".length), profile);
    for (const name of profile.hosts) byHost.set(name, profile);
  }
  const known = readJson(folder, "pages/containers.json", containersSchema);
  return {
    profile(name) {
      const labels = name.toLowerCase().replace(/\.$/, "").split(".");
      for (let i = 0; i < labels.length - 1; i++) {
        const found = byHost.get(labels.slice(i).join("."));
        if (found) return found;
      }
      return null;
    },
    named: (name) => byName.get(name) ?? null,
    containers: {
      selectors: indexContainers(known.flatMap((system) => system.selectors)),
      systems: known.flatMap((system) => system.selectors.map(() => system.cms)),
      threads: known.flatMap(({ thread = false, ...system }) => system.selectors.map(() => thread)),
    },
  };
}
