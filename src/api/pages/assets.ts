import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FastifyInstance } from "fastify";

/** A file that pages load: its address names its digest, so that it is cached for ever. */
interface Asset {
  readonly path: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const types = {
  "style.css": "text/css; charset=utf-8",
  "enhance.js": "text/javascript; charset=utf-8",
  "icon.svg": "image/svg+xml",
} as const;
type AssetName = keyof typeof types;

const assets = Object.fromEntries(Object.entries(types).map(([name, type]) => [name, readAsset(name, type)])) as Record<AssetName, Asset>;

function readAsset(name: string, type: string): Asset {
  const bytes = readFileSync(join(assetFolder(), name));
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  return { path: `/assets/${digest}/${name}`, type, bytes };
}

/** `src/api/pages/assets` of the package, whether run from source or from dist: what is built is no copy of it. */
function assetFolder(): string {
  const inside = join("src", "api", "pages", "assets");
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, inside, "style.css"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`${inside} is missing from the package`);
    folder = parent;
  }
  return join(folder, inside);
}

/** The address of an asset. */
export const assetPath = (name: AssetName): string => assets[name].path;

/** Serves the style sheet and the script. */
export function serveAssets(server: FastifyInstance): void {
  for (const { path, type, bytes } of Object.values(assets)) {
    server.get(path, { config: { rateLimit: false } }, (_request, reply) =>
      reply.type(type).header("cache-control", "public, max-age=31536000, immutable").send(bytes),
    );
  }
}
