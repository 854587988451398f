import type { FastifyInstance } from "fastify";

/** Milliseconds that requests in hand are given to be answered. */
const grace = 10_000;
/** Milliseconds between two looks at whether all are. */
const look = 50;

/**
 * Ends a server: it takes no more connections, requests in hand are answered, then every connection is cut. One on which a
 * request was begun and never finished would otherwise hold up the end.
 */
export async function drain(server: FastifyInstance): Promise<void> {
  const { server: listener } = server;
  const deadline = performance.now() + grace;
  const cut = setInterval(() => {
    if (server.inHand.size === 0 || performance.now() > deadline) listener.closeAllConnections();
  }, look);
  try {
    await server.close();
  } finally {
    clearInterval(cut);
  }
}
