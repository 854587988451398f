import { Command, InvalidArgumentError } from "commander";
import { deliverAlerts, forgetOldAlerts } from "../app/alerts.js";
import { readConfig } from "../app/config.js";
import { openStoreServices, type StoreServices } from "../app/services.js";
import { openWebhook } from "../app/source-health.js";
import { alertId, previewAlerts } from "../deliver/alerts.js";
import { forgetSearch, savedSearch, savedSearches, saveSearch } from "../deliver/saved-searches.js";
import { redeliver, removeWebhook, setWebhook } from "../deliver/search-webhook.js";
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
  zhengwen alerts webhook 4f2a9c01be77d3e0 https://reader.example/hook
  zhengwen alerts redeliver 4f2a9c01be77d3e0 --since 2026-05-01
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
    .command("webhook")
    .description("Send a search's alerts to an address of its own, signed with the secret that is printed; without address, no more.")
    .argument("<id>")
    .argument("[url]")
    .action(webhook);
  command
    .command("redeliver")
    .description("Send alerts once more, also to a webhook that was given up: `alerts run` or the worker sends them.")
    .argument("<id>")
    .option("--since <date>", "those of what was fetched on this day or later", isoDay)
    .action(sendAgain);
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

const remove = (id: string) =>
  withStore(async (services) => {
    await forgetSearch(id, services.store);
    await removeWebhook(id, services);
  });

const run = (id: string | undefined) =>
  withStore(async (services) => {
    const webhook = openWebhook(services.config, services.clock);
    try {
      const alerts = await deliverAlerts(services, webhook, id === undefined ? {} : { ids: [id] });
      for (const alert of alerts) await print(JSON.stringify({ alert: alertId(alert), ...alert }));
      say(`${alerts.length} alerts`);
      await forgetOldAlerts(services);
    } finally {
      await webhook?.close();
    }
  });

function isoDay(given: string): string {
  if (!/^\d{4}-\d{2}-\d{2}/.test(given) || Number.isNaN(Date.parse(given))) throw new InvalidArgumentError("A date is written 2026-05-01.");
  return given;
}

const webhook = (id: string, url: string | undefined) =>
  withStore(async (services) => {
    const { saved } = await savedSearch(id, services.store);
    if (url === undefined) await removeWebhook(saved.id, services);
    else await print(JSON.stringify({ id: saved.id, url, ...(await setWebhook(saved.id, url, services)) }));
  });

const sendAgain = (id: string, { since }: { since?: string }) =>
  withStore(async (services) => say(`${await redeliver(id, { since }, services)} alerts wait to be sent`));

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
