import { type DestinationStream, destination, type Logger, pino } from "pino";
import { type Config, settings } from "./config.js";

export type { Logger } from "pino";

/** Fields that never reach the log, down to the second level of an entry (`headers.authorization` of a request). */
const hidden = ["password", "authorization", "cookie", '["set-cookie"]'].flatMap((field) =>
  ["", "*", "*.*"].map((above) => (above === "" || field.startsWith("[") ? above + field : `${above}.${field}`)),
);

/** The user and password of an address: redis://user:password@host. */
const credentials = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"\\]{1,500}@/gi;

/**
 * The program's log: JSON Lines on stderr, as stdout belongs to the results. Secrets of the configuration and the
 * credentials of addresses are taken out of every line, whatever message they got into.
 * @param output for tests; stderr, written at once, so that nothing is lost when the process ends
 */
export function createLog(config: Config, output: DestinationStream = destination({ dest: 2, sync: true })): Logger {
  const secrets = settings.flatMap(({ key, secret }) => {
    const value = secret ? config[key] : null;
    // Elasticsearch takes no password under six characters; replacing less would tear up the lines
    return typeof value === "string" && value.length >= 6 ? [JSON.stringify(value).slice(1, -1)] : [];
  });
  const clean = (line: string) =>
    secrets.reduce((cleaned, secret) => cleaned.replaceAll(secret, "[redacted]"), line.replace(credentials, "$1[redacted]@"));
  return pino(
    { name: "zhengwen", level: config.logLevel, redact: { paths: hidden, censor: "[redacted]" }, hooks: { streamWrite: clean } },
    output,
  );
}
