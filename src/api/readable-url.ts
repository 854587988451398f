import type { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ZhengwenError } from "../model/errors.js";
import { problemOf } from "./v1/problem.js";

const unreadable = "Its characters are not percent-encoded UTF-8: write %E5%BC%80 for U+5F00, and %25 for a percent sign.";

/**
 * Refuses an address that is no percent-encoded UTF-8, such as one in GBK, before anything guesses at it.
 * @throws http.request
 */
export async function refuseUnreadable({ raw: { url = "" } }: FastifyRequest, _reply: FastifyReply): Promise<void> {
  try {
    decodeURIComponent(url);
  } catch (cause) {
    throw new ZhengwenError("http.request", unreadable, { cause });
  }
}

/** Answers what Node's parser refuses before there is a request: most often an address whose Han characters were sent as they are. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const detail = error.code === "HPE_INVALID_URL" ? unreadable : "It is no HTTP, or its headers are too large.";
  const body = JSON.stringify(problemOf(new ZhengwenError("http.request", detail)));
  const head = [
    "HTTP/1.1 400 Bad Request",
    `content-length: ${Buffer.byteLength(body)}`,
    "content-type: application/problem+json",
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
