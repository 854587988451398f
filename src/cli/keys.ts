import { Command, InvalidArgumentError, Option } from "commander";
import { readConfig } from "../app/config.js";
import { type ApiKey, addKey, type KeyScope, keyScopes, listKeys, revokeKey } from "../app/keys.js";
import { openStoreServices, type StoreServices } from "../app/services.js";
import { isoTime } from "../model/clock.js";
import { print, say } from "./output.js";

/** `zhengwen keys`: who may use the API, and for what. */
export function keysCommand(): Command {
  const command = new Command("keys").description("API keys: only their digests are held.").addHelpText(
    "after",
    `
Examples:
  zhengwen keys add "provincial crawler" --scope push
  zhengwen keys add dashboard --scope read --days 90
  zhengwen keys list
  zhengwen keys revoke 4f2a9c01be77

A key is shown once, when it is made. Requests bear it as Authorization: Bearer zw_…`,
  );
  command
    .command("add")
    .description("Make a key and print it: it cannot be shown again.")
    .argument("<name>", "whose it is")
    .addOption(new Option("--scope <scope...>", "what it allows").choices(keyScopes).makeOptionMandatory())
    .option("--days <days>", "how long it is valid; for ever when left out", wholeDays)
    .action(add);
  command.command("list").description("Every key: id, name, scopes, when it was made and ends.").action(list);
  command.command("revoke").description("End a key at once.").argument("<id>", "see zhengwen keys list").action(revoke);
  return command;
}

function wholeDays(given: string): number {
  if (!/^[1-9]\d{0,4}$/.test(given)) throw new InvalidArgumentError("Days are a whole number from 1.");
  return Number(given);
}

const add = (name: string, { scope, days }: { scope: KeyScope[]; days?: number }) =>
  withStore(async (services) => {
    const expiresAt = days === undefined ? null : isoTime(services.clock.now() + days * 86_400_000);
    const { key, secret } = await addKey({ name, scopes: scope, expiresAt }, services);
    await print(JSON.stringify({ ...key, key: secret }));
    say("The key is shown this once.");
  });

const list = () =>
  withStore(async (services) => {
    for (const key of await listKeys(services)) await print(JSON.stringify(key));
  });

const revoke = (id: string) => withStore(async (services) => print(JSON.stringify((await revokeKey(id, services)) satisfies ApiKey)));

async function withStore(run: (services: StoreServices) => Promise<void>): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  try {
    await run(services);
    await services.store.refresh();
  } finally {
    await services.shutdown.close();
  }
}
