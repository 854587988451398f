/** The stores, for programs that keep records of their own: `import … from "zhengwen/store"`. */
export { type FeedEntry, type FeedPage, type FeedPosition, readFeed } from "../export/feed.js";
export { openElasticsearchStore } from "../store/elasticsearch/store.js";
export { openSqliteStore } from "../store/sqlite/store.js";
export type { Change, FeedState, PutOptions, PutOutcome, Store } from "../store/store.js";
