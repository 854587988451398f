import type { estypes } from "@elastic/elasticsearch";
import { ZhengwenError } from "../../model/errors.js";
import { type Cluster, statusOf } from "./client.js";
import { type IndexName, indexForms } from "./mapping.js";

const supported = 9;

/**
 * Makes the indices that are not there yet, each under an alias to read and one to write: a later form gets an index of its own,
 * and both aliases go over to it when it is filled. Several processes may do so at the same time.
 * @throws store.version when the server or an index is of another version than this code needs
 */
export async function prepareIndices(cluster: Cluster, shards: number): Promise<void> {
  const { version } = await cluster.reach(() => cluster.client.info());
  if (Number.parseInt(version.number, 10) !== supported) {
    throw new ZhengwenError("store.version", `The server is Elasticsearch ${version.number}; version ${supported} is needed.`);
  }
  await Promise.all((Object.keys(indexForms) as IndexName[]).map((name) => prepareIndex(cluster, name, shards)));
}

async function prepareIndex(cluster: Cluster, name: IndexName, shards: number): Promise<void> {
  const alias = cluster.alias(name);
  const target = cluster.target(name);
  const index = `${alias}-${indexForms[name].version}`;
  const held = await indicesOf(cluster, alias);
  // one that was built anew bears the time of it behind its version
  const current = held.find((one) => one === index || one.startsWith(`${index}-`));
  if (current !== undefined) {
    await addFields(cluster, current, indexForms[name].mappings);
    // an older version of the code wrote under the alias that it read
    if ((await indicesOf(cluster, target)).length === 0)
      await cluster.reach(() => cluster.client.indices.putAlias({ index: current, name: target, is_write_index: true }));
    return;
  }
  if (held.length > 0) {
    const remedy = name === "records" ? " Run `zhengwen reindex`." : "";
    throw new ZhengwenError("store.version", `${alias} is ${held.join(", ")}; this code needs ${index}.${remedy}`);
  }
  await createIndex(cluster, index, indexForms[name].mappings, shards, { [alias]: {}, [target]: { is_write_index: true } });
}

/** Makes an index; one that is there already stays as it is. */
export async function createIndex(
  cluster: Cluster,
  index: string,
  mappings: estypes.MappingTypeMapping,
  shards: number,
  aliases: Record<string, estypes.IndicesAlias>,
): Promise<void> {
  try {
    await cluster.reach(() =>
      cluster.client.indices.create({
        index,
        aliases,
        mappings,
        // said outright, so that an index nobody searched for a while still shows what was written
        settings: { number_of_shards: shards, auto_expand_replicas: "0-1", refresh_interval: "1s" },
      }),
    );
  } catch (error) {
    // another process was faster
    if (!(statusOf(error) === 400 && (error as Error).message.includes("resource_already_exists_exception"))) throw error;
  }
}

/** Gives an index the fields that were added to its form since it was made; those it has stay as they are. */
async function addFields(cluster: Cluster, index: string, { properties = {} }: estypes.MappingTypeMapping): Promise<void> {
  try {
    await cluster.reach(() => cluster.client.indices.putMapping({ index, properties }));
  } catch (error) {
    if (statusOf(error) !== 400) throw error;
    throw new ZhengwenError("store.version", `${index} cannot take this code's fields: ${(error as Error).message}`, { cause: error });
  }
}

/** The indices behind an alias. */
export async function indicesOf(cluster: Cluster, alias: string): Promise<string[]> {
  try {
    return Object.keys(await cluster.reach(() => cluster.client.indices.getAlias({ name: alias })));
  } catch (error) {
    if (statusOf(error) === 404) return [];
    throw error;
  }
}
