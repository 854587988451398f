import { once } from "node:events";
import { type AddressInfo, connect, createServer as listen, type Socket } from "node:net";
import fastify from "fastify";
import { expect, it } from "vitest";
import { drain } from "../../src/api/drain.js";

it("ends although requests were begun and never finished, and answers the one in hand", { timeout: 9_000 }, async () => {
  const server = fastify();
  server.decorate("inHand", new Set<string>(["one"]));
  let answer = () => {};
  const asked = new Promise<void>((begun) => {
    server.get("/", async () => {
      begun();
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      setImmediate(() => setImmediate(() => server.inHand.clear()));
      return "answered";
    });
  });
  await server.listen({ host: "127.0.0.1", port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const halfOpen: Socket[] = [];
  for (let i = 0; i < 300; i++) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.write("GET / HTTP/1.1\r\nHost: x\r\n");
    halfOpen.push(socket);
  }
  const answered = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text());
  await asked;
  const drained = drain(server);
  answer();
  expect(await answered).toBe("answered");
  await drained;
  const next = listen().listen(port, "127.0.0.1");
  await once(next, "listening");
  next.close();
  for (const socket of halfOpen) socket.destroy();
});
