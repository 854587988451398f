/**
 * What the rooms above make of a dictionary and use for every document: models, compiled patterns. Each is made when first asked
 * for and lives as long as the dictionary that it was made from.
 */
export class Derived<Source> {
  private readonly values = new Map<unknown, unknown>();

  constructor(private readonly source: () => Source) {}

  /** What `make` makes of the dictionary, once. `make` is a function that is declared once: it is the key. */
  get<T>(make: (source: Source) => T): T {
    if (!this.values.has(make)) this.values.set(make, make(this.source()));
    // only the result of this same `make` is stored under it
    return this.values.get(make) as T;
  }
}
