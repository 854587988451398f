import { isIP } from "node:net";
import * as z from "zod";

/** The forms that a setting may have: each reads the text of an environment variable and says what it must be. */

export const text = z.string().trim().min(1, "must not be blank");

/** A whole number from `min` to `max`. */
export const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

/** Seconds, with a fraction if need be; read as milliseconds. */
export const seconds = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}(\.\d{1,3})?$/, `must be seconds from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be seconds from ${min} to ${max}`)
    .transform((value) => Math.round(value * 1000));

export const share = z
  .string()
  .regex(/^(0(\.\d{1,9})?|1(\.0{1,9})?)$/, "must be a share from 0 to 1, such as 0.005")
  .transform(Number);

const units: Readonly<Record<string, number>> = { "": 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** A number of bytes, with a unit or without. */
export const byteCount = z
  .string()
  .regex(/^[1-9]\d{0,11} ?(kB|MB|GB|KiB|MiB|GiB)?$/, "must be a number of bytes, such as 512KiB or 10MB")
  .transform((value) => {
    const [, number = "", unit = ""] = /^(\d+) ?(\w*)$/.exec(value) ?? [];
    return Number(number) * (units[unit] ?? 1);
  });

/** Yes or no. */
export const flag = z.enum(["true", "false"], { error: "must be true or false" }).transform((value) => value === "true");

export const level = z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
  error: "must be trace, debug, info, warn, error, fatal or silent",
});

export const adminAccess = z.enum(["key", "open"], { error: "must be key or open" });

/** Begins the names of indices and keys: what Elasticsearch and Redis both take. */
export const prefix = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, "must be lower-case letters, digits and hyphens, a letter first");

/** An address of one of the given schemes, with a host. */
export const url = (...schemes: readonly string[]) =>
  z.string().refine(
    (value) => {
      const parsed = URL.canParse(value) ? new URL(value) : null;
      return parsed !== null && schemes.includes(parsed.protocol.slice(0, -1)) && parsed.hostname !== "";
    },
    `must be an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(" or ")}`,
  );

/** A key of Standard Webhooks: 24 to 64 bytes. */
export const webhookSecret = z
  .string()
  .regex(
    /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/,
    "must be whsec_ and a key of 24 to 64 bytes in Base64, such as openssl rand -base64 32 gives",
  );

/** `address:port` pairs by comma: 127.0.0.1:8080, [::1]:8080. An address is literal: a name could change its mind. */
export const addressList = z
  .string()
  .transform((value) =>
    value
      .split(",")
      .map((pair) => pair.trim())
      .filter((pair) => pair !== ""),
  )
  .refine((pairs) => pairs.every(isAddressAndPort), "must be address:port pairs by comma, such as 127.0.0.1:8080 or [::1]:8080");

function isAddressAndPort(pair: string): boolean {
  const [, six, four, port] = /^(?:\[([0-9a-fA-F:.]{2,45})\]|([0-9.]{7,15})):(\d{1,5})$/.exec(pair) ?? [];
  return (six !== undefined ? isIP(six) === 6 : isIP(four ?? "") === 4) && Number(port) > 0 && Number(port) < 65_536;
}

const commaList = z.string().transform((value) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

/** Addresses and networks by comma: 10.0.0.1, 192.168.0.0/16. */
export const networkList = commaList.refine(
  (parts) => parts.every(isNetwork),
  "must be addresses or networks by comma, such as 127.0.0.1 or 10.0.0.0/8",
);

function isNetwork(part: string): boolean {
  const [address = "", bits, ...more] = part.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/** Origins of web pages by comma, or `*`: https://example.org, http://localhost:3000. */
export const originList = commaList.refine(
  (parts) => (parts.length === 1 && parts[0] === "*") || parts.every((part) => URL.canParse(part) && new URL(part).origin === part),
  "must be origins by comma, such as https://example.org, or *",
);
