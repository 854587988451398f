import { Command } from "commander";
import { deliverAlerts, forgetOldAlerts } from "../app/alerts.js";
import { readConfig } from "../app/config.js";
import { openStoreServices, type StoreServices } from "../app/services.js";
import { openWebhook } from "../app/source-health.js";
import { alertId, previewAlerts } from "../deliver/alerts.js";
import { forgetSearch, savedSearch, savedSearches, saveSearch } from "../deliver/saved-searches.js";
import { isoTime } from "../model/clock.js";
import { queryLanguage } from "../pipeline/query-language.js";
import type { QueryLanguage } from "../search/language.js";
import { print, say } from "./output.js";

const dayLength = 86_400_000;

/** `zhengwen alerts`: searches that are matched against each new or changed record, once. */
export function alertsCommand(): Command {
  const command = new Command("alerts").description("Saved searches, matched against each new or changed record exactly once.").addHelpText(
    "after",
    `
Examples:
  zhengwen alerts add "subsidies in Shandong" 'instrument:subsidy place:370000'
  zhengwen alerts preview 4f2a9c01be77d3e0          what it would have sent over the past 30 days
  zhengwen alerts run                               match what came in; from a timer, as often as you like
  zhengwen alerts list
The feed of each is at /v1/searches/<id>/feed.atom.`,
  );
  command
    .command("add")
    .description("Save a search; it is matched against what comes in from now on.")
    .argument("<name>", "what it is called")
    .argument("<query...>", "the query; docs/query.md")
    .action(add);
  command.command("list").description("Every saved search.").action(list);
  command.command("remove").description("Forget a search.").argument("<id>").action(remove);
  command
    .command("run")
    .description("Match what came in since the last run: a line for each alert, and a message to the webhook of ZHENGWEN_WEBHOOK_URL.")
    .argument("[id]")
    .action(run);
  command
    .command("preview")
    .description("What a search would have sent; nothing is written.")
    .argument("<id>")
    .option("--days <days>", "over so many days", "30")
    .action(preview);
  return command;
}

const add = (name: string, query: string[]) =>
  withStore(async ({ store, clock, language }) => {
    await print(
      JSON.stringify(await saveSearch({ name, search: { query: query.join(" ") }, createdAt: isoTime(clock.now()) }, { store, language })),
    );
  });

const list = () =>
  withStore(async ({ store }) => {
    for (const saved of await savedSearches(store)) await print(JSON.stringify(saved));
  });

const remove = (id: string) => withStore(({ store }) => forgetSearch(id, store));

const run = (id: string | undefined) =>
  withStore(async (services) => {
    const webhook = openWebhook(services.config, services.clock);
    try {
      const alerts = await deliverAlerts(services, webhook, id === undefined ? undefined : [id]);
      for (const alert of alerts) await print(JSON.stringify({ alert: alertId(alert), ...alert }));
      say(`${alerts.length} alerts`);
      await forgetOldAlerts(services);
    } finally {
      await webhook?.close();
    }
  });

const preview = (id: string, { days }: { days: string }) =>
  withStore(async ({ store, clock, language }) => {
    const { saved } = await savedSearch(id, store);
    const since = isoTime(clock.now() - Number(days) * dayLength);
    const alerts = await previewAlerts(saved, since, { store, language });
    for (const alert of alerts) await print(JSON.stringify(alert));
    say(`${alerts.length} alerts since ${since}`);
  });

async function withStore(work: (services: StoreServices & { readonly language: QueryLanguage }) => Promise<void>): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  try {
    await work({ ...services, language: queryLanguage(services.dictionary) });
    await services.store.refresh();
  } finally {
    await services.shutdown.close();
  }
}
