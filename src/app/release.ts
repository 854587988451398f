import { type Release, type ReleaseOptions, release } from "../export/release.js";
import { connect } from "../store/sqlite/driver.js";
import type { Store } from "../store/store.js";

/** Milliseconds that nobody waits: the file is new. */
const wait = 1_000;

/** Writes all that a store holds as a data set: see `release`. */
export function releaseStore(store: Store, options: Omit<ReleaseOptions, "openDatabase">): Promise<Release> {
  return release(store, { ...options, openDatabase: (path) => connect(path, wait) });
}
