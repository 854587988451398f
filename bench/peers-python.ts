import type { PythonEnvironment } from "../test/services/python.js";
import { installPython } from "../test/services/python.js";

/** The libraries of Python that do what the pipeline does: extraction, cutting and tagging, times and amounts. */
export const pythonPeers: PythonEnvironment = { name: "python-peers", packages: ["trafilatura", "jieba", "jionlp", "setuptools<81"] };

/** npm run bench:peers -- --install puts them into the test cache. */
export function installPeers(): void {
  console.log(`the peers of Python are in ${installPython(pythonPeers)}`);
}
