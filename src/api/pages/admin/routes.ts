import { existsSync } from "node:fs";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { StoreServices } from "../../../app/services.js";
import { sourceStatuses } from "../../../crawl/status.js";
import { retry } from "../../../ingest/retry.js";
import { isoTime } from "../../../model/clock.js";
import { ZhengwenError } from "../../../model/errors.js";
import { readForms, type SentForm, textField } from "../forms.js";
import { type Page, pageOf, sendPage } from "../page.js";
import { createSessions, type Session } from "./session.js";
import { KeyPage, SourcesPage } from "./sources-page.js";

/** Rows of the quarantine that are shown. */
const mostRows = 200;

type Sent = { Body: SentForm };

/** Sources and health, quarantine and takedown: for holders of a key, or for all where a setting says so. */
export async function adminRoutes(server: FastifyInstance, services: StoreServices): Promise<void> {
  const { store, config, clock } = services;
  const sessions = createSessions(services);
  readForms(server);

  async function show(page: Page, session: Session, done: string | null, reply: FastifyReply): Promise<FastifyReply> {
    const [statuses, counts, quarantined] = await Promise.all([
      sourceStatuses(store, existsSync(config.sources) ? config.sources : undefined),
      store.ledger.counts(),
      store.ledger.list({ state: "quarantined" }, mostRows),
    ]);
    reply.header("referrer-policy", "same-origin");
    const hasKey = config.adminPages === "key";
    return sendPage(reply, SourcesPage, { page, csrf: session.csrf, hasKey, statuses, counts, quarantined, done });
  }

  /** The session that a form was sent with. @throws key.missing; key.scope for a form that is not this session's */
  async function sessionOf(request: FastifyRequest<Sent>, reply: FastifyReply): Promise<Session> {
    const session = await sessions.of(request, reply);
    if (session === null) throw new ZhengwenError("key.missing");
    sessions.check(session, textField(request.body, "csrf"));
    return session;
  }

  server.get("/sources", async (request, reply) => {
    const page = pageOf(request);
    const session = await sessions.of(request, reply);
    return session === null ? sendPage(reply.code(401), KeyPage, { page, wasWrong: false }) : show(page, session, null, reply);
  });

  server.post<Sent>("/sources/session", async (request, reply) => {
    const page = pageOf(request);
    try {
      await sessions.begin(textField(request.body, "key").trim(), request, reply);
    } catch (cause) {
      if (!(cause instanceof ZhengwenError) || (cause.code !== "key.missing" && cause.code !== "key.scope")) throw cause;
      return sendPage(reply.code(401), KeyPage, { page, wasWrong: true });
    }
    return reply.redirect(page.href("/sources"), 303);
  });

  server.post<Sent>("/sources/leave", async (request, reply) => {
    await sessionOf(request, reply);
    sessions.end(request, reply);
    return reply.redirect(pageOf(request).href("/"), 303);
  });

  server.post<Sent>("/sources/retry", async (request, reply) => {
    const page = pageOf(request);
    const session = await sessionOf(request, reply);
    if (!services.intake) return show(page, session, page.say("quarantine.unavailable"), reply.code(404));
    const { processQueue } = services.intake;
    const rows = await retry({ address: textField(request.body, "address") }, { store, clock, processQueue });
    await store.refresh();
    const done = rows.length > 0 ? page.say("quarantine.retried", { count: rows.length }) : page.say("quarantine.notRetried");
    return show(page, session, done, reply);
  });

  server.post<Sent>("/sources/remove", async (request, reply) => {
    const page = pageOf(request);
    const session = await sessionOf(request, reply);
    const id = textField(request.body, "id");
    const isMeant = textField(request.body, "confirm") === "1" && /^[0-9a-f]{32}$/.test(id);
    const isRemoved = isMeant && (await store.remove(id, isoTime(clock.now())));
    await store.refresh();
    return show(page, session, isRemoved ? page.say("takedown.done", { id }) : page.say("takedown.none"), reply);
  });
}
