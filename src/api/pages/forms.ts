import type { FastifyInstance, FastifyRequest } from "fastify";
import { ZhengwenError } from "../../model/errors.js";

/** A form as it was sent: texts, and the bytes of files. */
export type SentForm = ReadonlyMap<string, string | Uint8Array>;

/**
 * Reads what HTML forms send, in both of their types, for the routes that are registered on this instance alone.
 * @throws http.request for a body that is none of a form
 */
export function readForms(server: FastifyInstance): void {
  server.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, async (_request: unknown, body: string) => {
    return new Map(new URLSearchParams(body));
  });
  server.addContentTypeParser(/^multipart\/form-data\b/i, { parseAs: "buffer" }, async (request: FastifyRequest, body: Buffer) => {
    try {
      const sent = new Response(new Uint8Array(body), { headers: { "content-type": request.headers["content-type"] ?? "" } });
      const form = new Map<string, string | Uint8Array>();
      for (const [name, value] of await sent.formData()) {
        form.set(name, typeof value === "string" ? value : new Uint8Array(await value.arrayBuffer()));
      }
      return form;
    } catch (cause) {
      throw new ZhengwenError("http.request", "The body is not the form that its type says.", { cause });
    }
  });
}

/** A field of a form that is a text; empty where it is none. */
export function textField(form: SentForm, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
