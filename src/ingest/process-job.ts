import { createHash } from "node:crypto";

/** The id of the job that processes an address' page: one for each address, in the form that queues take. */
export function processJobId(address: string): string {
  return `p-${createHash("sha256").update(address).digest("hex").slice(0, 32)}`;
}
