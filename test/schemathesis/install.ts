import { join } from "node:path";
import { installPython } from "../services/python.js";

const version = "4.32.5";

/**
 * The command of Schemathesis, which is installed into the test cache where it is not there yet.
 * @throws with what is to be done where Python is missing
 */
export function schemathesis(): string {
  return join(installPython({ name: `schemathesis-${version}`, packages: [`schemathesis==${version}`] }), "st");
}
