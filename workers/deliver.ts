import { startDelivery } from "../src/app/alerts.js";
import { readConfig } from "../src/app/config.js";

/** A worker that matches saved searches against what comes in, and sends what they find to the webhook. */
await startDelivery(readConfig(process.env));
