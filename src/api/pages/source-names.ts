import type { StoreServices } from "../../app/services.js";

/** The name of a source by its id; one that is not known has none. */
export type SourceNames = ReadonlyMap<string, string>;

/** Names that are kept: no more sources are shown anywhere. */
const mostKept = 5_000;

/**
 * What finds the names of sources, which only their documents bear: one of each is looked at, once.
 * @returns the names of those that are asked for
 */
export function createSourceNames({ store }: Pick<StoreServices, "store">): (ids: readonly string[]) => Promise<SourceNames> {
  const known = new Map<string, string>();
  const nameOf = async (id: string): Promise<void> => {
    const [first] = await store.ids({ where: { is: "source", value: id } }, 1);
    const record = first === undefined ? null : await store.get(first);
    const name = record?.source?.name.trim();
    if (name) known.set(id, name);
  };
  return async (ids) => {
    if (known.size > mostKept) known.clear();
    await Promise.all(ids.filter((id) => !known.has(id)).map(nameOf));
    return new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id) ?? id] as const] : [])));
  };
}
