import { type DestinationStream, destination, type Logger, pino, stdSerializers } from "pino";
import { type Config, settings } from "./config.js";

export type { Logger } from "pino";

/** Fields that never reach the log, down to the second level of an entry (`headers.authorization` of a request). */
const hidden = ["password", "authorization", "cookie", '["set-cookie"]'].flatMap((field) =>
  ["", "*", "*.*"].map((above) => (above === "" || field.startsWith("[") ? above + field : `${above}.${field}`)),
);

/** An error as it is logged: a failed command of Redis bears its arguments, AUTH's password among them. */
function err(error: Error): unknown {
  const said = stdSerializers.err(error);
  const { command } = said as { command?: { name?: unknown } };
  return command === undefined ? said : { ...said, command: { name: command.name } };
}

/** The user and password of an address: redis://user:password@host. */
const credentials = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"\\]{1,500}@/gi;

/**
 * The program's log: JSON Lines on stderr, as stdout belongs to the results. Secrets of the configuration and the
 * credentials of addresses are taken out of every line, whatever message they got into.
 * @param output for tests; stderr, written at once, so that nothing is lost when the process ends
 */
export function createLog(config: Config, output: DestinationStream = destination({ dest: 2, sync: true })): Logger {
  const secrets = settings.flatMap(({ key, secret }) => {
    const value = config[key];
    const hidden = typeof value !== "string" ? [] : secret ? [value] : passwordOf(value);
    // Elasticsearch takes no password under six characters; replacing less would tear up the lines
    return hidden.filter((each) => each.length >= 6).map((each) => JSON.stringify(each).slice(1, -1));
  });
  const clean = (line: string) =>
    secrets.reduce((cleaned, secret) => cleaned.replaceAll(secret, "[redacted]"), line.replace(credentials, "$1[redacted]@"));
  return pino(
    {
      name: "zhengwen",
      level: config.logLevel,
      redact: { paths: hidden, censor: "[redacted]" },
      serializers: { err },
      hooks: { streamWrite: clean },
    },
    output,
  );
}

/** The password that an address holds, as it is written there and as it is meant. */
function passwordOf(address: string): string[] {
  const password = URL.canParse(address) ? new URL(address).password : "";
  if (password === "") return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    // no percent-encoding: it is meant as it is written
    return [password];
  }
}
