import { batchRoute } from "./batch.js";
import { changesRoute } from "./changes.js";
import { exportRoute } from "./export.js";
import { entitiesRoute, measuresRoute, recordEntitiesRoute, recordMeasuresRoute } from "./findings.js";
import { graphRoute } from "./graph.js";
import { ledgerRoute, quarantineRoute, sourcesRoute } from "./ledger.js";
import { panelRoute } from "./panel.js";
import { pushRoute } from "./push.js";
import { partsRoute, recordRoute, takedownRoute, textsRoute } from "./record.js";
import type { Route } from "./route.js";
import {
  alertFeedRoute,
  forgetSearchRoute,
  redeliverRoute,
  savedSearchesRoute,
  savedSearchRoute,
  saveSearchRoute,
  searchWebhookRoute,
} from "./saved-searches.js";
import { searchRoute } from "./search.js";
import { verifyRoute } from "./verify.js";

/** Every route of the API: what it serves, what OpenAPI says of it and what the tests of its examples call. */
export const routes: readonly Route[] = [
  searchRoute,
  batchRoute,
  panelRoute,
  savedSearchRoute,
  alertFeedRoute,
  recordRoute,
  textsRoute,
  partsRoute,
  recordEntitiesRoute,
  recordMeasuresRoute,
  graphRoute,
  entitiesRoute,
  measuresRoute,
  changesRoute,
  exportRoute,
  verifyRoute,
  sourcesRoute,
  ledgerRoute,
  quarantineRoute,
  pushRoute,
  takedownRoute,
  savedSearchesRoute,
  saveSearchRoute,
  searchWebhookRoute,
  redeliverRoute,
  forgetSearchRoute,
];
