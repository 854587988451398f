import type { Client } from "@elastic/elasticsearch";

/** Deletes every index whose name begins with a prefix, by name: servers refuse wildcards in a deletion by default. */
export async function deleteIndices(client: Client, prefix: string): Promise<void> {
  const names = Object.keys(await client.indices.get({ index: `${prefix}-*`, features: ["aliases"] }));
  if (names.length > 0) await client.indices.delete({ index: names });
}
