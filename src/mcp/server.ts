import { McpServer } from "@modelcontextprotocol/server";
import type { StoreServices } from "../app/services.js";
import { asZhengwenError } from "../model/errors.js";
import { version } from "../model/version.js";
import { type Tool, tools } from "./tools.js";

/** A server for agents: read-only tools over the store. What stands in documents reaches answers only, never what describes the tools. */
export function createMcpServer(services: StoreServices): McpServer {
  const server = new McpServer({ name: "zhengwen", version: version.version }, { capabilities: { tools: {} } });
  for (const tool of tools) {
    const { name, description, input } = tool;
    const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
    server.registerTool(name, { description, inputSchema: input, annotations }, (given) => answer(tool, given, services));
  }
  return server;
}

async function answer(tool: Tool, given: Readonly<Record<string, unknown>>, services: StoreServices) {
  try {
    const result = await tool.call(given, services);
    return { content: [{ type: "text" as const, text: JSON.stringify(result).toWellFormed() }] };
  } catch (cause) {
    const error = asZhengwenError(cause);
    // a fault of ours goes to the log; an agent is told what it can mend
    if (!/^(?:usage|cursor|record|search|input)\./.test(error.code)) services.log.error({ err: error, tool: tool.name }, "a tool failed");
    const { code, message, kind } = error;
    return {
      isError: true,
      content: [{ type: "text" as const, text: JSON.stringify({ code, message: message.toWellFormed(), remedy: kind.remedy }) }],
    };
  }
}
