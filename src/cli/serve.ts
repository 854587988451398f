import { Command } from "commander";
import { createServer } from "../api/server.js";
import { readConfig } from "../app/config.js";
import { openServices } from "../app/services.js";
import { say } from "./output.js";

/** `zhengwen serve`: search page and API, until SIGTERM. */
export function serveCommand(): Command {
  return new Command("serve").description("Serve the search page and the API.").action(async () => {
    const services = await openServices(readConfig(process.env));
    const { config, shutdown } = services;
    const server = await createServer(services);
    shutdown.onClose("server", () => server.close());
    const address = await server.listen({ host: config.host, port: config.port });
    say(`Zhengwen listens on ${address}`);
  });
}
