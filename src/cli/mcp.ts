import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { Command } from "commander";
import { readConfig } from "../app/config.js";
import { openStoreServices } from "../app/services.js";
import { createMcpServer } from "../mcp/server.js";

/** `zhengwen mcp`: tools for agents over standard input and output, until the client closes it. */
export function mcpCommand(): Command {
  return new Command("mcp")
    .description("Serve read-only tools for agents over standard input and output (Model Context Protocol).")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen mcp

In a client's configuration:
  { "mcpServers": { "zhengwen": { "command": "zhengwen", "args": ["mcp"], "env": { "ZHENGWEN_STORE": "/data/store.db" } } } }`,
    )
    .action(async () => {
      const services = await openStoreServices(readConfig(process.env));
      const handle = serveStdio(() => createMcpServer(services), { onerror: (error) => services.log.warn({ err: error }, "MCP") });
      services.shutdown.onClose("mcp", () => handle.close());
      process.stdin.once("end", () => void services.shutdown.close());
    });
}
