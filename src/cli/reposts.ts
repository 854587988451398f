import { Command } from "commander";
import { readConfig } from "../app/config.js";
import { openStoreServices } from "../app/services.js";
import { ZhengwenError } from "../model/errors.js";
import { canonicalMember } from "../search/cluster.js";
import { namedDocument } from "./named-document.js";
import { print, say } from "./output.js";

/** `zhengwen reposts`: where else a document was published. */
export function repostsCommand(): Command {
  return new Command("reposts")
    .description("The records that are one document published at several sites, and which of them the others repeat.")
    .argument("<document>", "its id, or an address that it was found at")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen reposts 0f343b0931126a20f133d67c2b018a3b

\`canonical\` is the record that most others name as the first publication, else the one that the issuer has put online, else
the earliest.`,
    )
    .action(run);
}

async function run(given: string): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  try {
    const record = await services.store.get(await namedDocument(given, services));
    if (record === null) throw new ZhengwenError("record.not-found", given);
    const members = await services.store.members(record.cluster);
    const canonical = canonicalMember(members);
    for (const member of members) await print(JSON.stringify({ ...member, canonical: member.id === canonical?.id }));
    say(`${members.length} records`);
  } finally {
    await services.shutdown.close();
  }
}
