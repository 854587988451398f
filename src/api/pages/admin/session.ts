import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { requireScope, shownKey } from "../../../app/keys.js";
import type { StoreServices } from "../../../app/services.js";
import { ZhengwenError } from "../../../model/errors.js";

const cookieName = "session";
/** Seconds that a browser keeps a session. */
const lifetime = 12 * 3600;
const longestCookie = 200;

/** Whoever may use the pages of administration, with what their forms have to bear. */
export interface Session {
  readonly csrf: string;
}

type Given = Pick<StoreServices, "config" | "store" | "clock">;

/**
 * Sessions live in a cookie that scripts cannot read and other sites do not send: it holds the API key, which is looked at with
 * every request, so that one that is revoked ends at once. Where the pages are open it holds a random value, for the forms.
 */
export function createSessions(services: Given) {
  const isOpen = services.config.adminPages === "open";
  /** makes tokens of forms from cookies; another process makes others, and a form is then asked for again */
  const secret = randomBytes(32);
  const tokenOf = (cookie: string) => createHmac("sha256", secret).update(cookie).digest("base64url");

  return {
    /** The session of a request; null where it needs a key and has none that is valid. */
    async of(request: FastifyRequest, reply: FastifyReply): Promise<Session | null> {
      const cookie = cookieOf(request.headers.cookie);
      if (isOpen) {
        const value = cookie ?? randomBytes(16).toString("base64url");
        if (cookie === null) setCookie(request, reply, value);
        return { csrf: tokenOf(value) };
      }
      if (cookie === null) return null;
      try {
        requireScope(await shownKey(`Bearer ${cookie}`, services), "admin");
        return { csrf: tokenOf(cookie) };
      } catch (cause) {
        if (cause instanceof ZhengwenError && (cause.code === "key.missing" || cause.code === "key.scope")) return null;
        throw cause;
      }
    },

    /** Begins a session with a key. @throws key.missing, key.scope */
    async begin(key: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
      requireScope(await shownKey(`Bearer ${key}`, services), "admin");
      setCookie(request, reply, key);
    },

    end(request: FastifyRequest, reply: FastifyReply): void {
      setCookie(request, reply, "", 0);
    },

    /** @throws key.scope for a form that was not made for this session: another site's, or one that is out of date */
    check(session: Session, token: string): void {
      const [one, other] = [Buffer.from(session.csrf), Buffer.from(token)];
      if (one.length !== other.length || !timingSafeEqual(one, other)) throw new ZhengwenError("key.scope", "The form is out of date.");
    },
  };
}

function setCookie({ protocol }: FastifyRequest, reply: FastifyReply, value: string, age = lifetime): void {
  const secure = protocol === "https" ? "; Secure" : "";
  reply.header("set-cookie", `${cookieName}=${value}; Path=/sources; Max-Age=${age}; SameSite=Strict; HttpOnly${secure}`);
}

function cookieOf(header = ""): string | null {
  const values = header.slice(0, 4_000).split(";");
  const found = values.map((one) => one.trim()).find((one) => one.startsWith(`${cookieName}=`));
  const value = found?.slice(cookieName.length + 1) ?? "";
  return value !== "" && value.length <= longestCookie ? value : null;
}
