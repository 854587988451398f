import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import jieba from "nodejieba";
import { loadDictionary } from "../src/dictionary/load.js";
import { extract } from "../src/index.js";
import { asZhengwenError } from "../src/model/errors.js";
import { version } from "../src/model/version.js";
import { defaultLimits } from "../src/pipeline/limits.js";
import { decode } from "../src/text/decode/decode.js";
import { installedPython } from "../test/services/python.js";
import { microsoft } from "./annotators.js";
import { median, processorTime, tell } from "./bars.js";
import { readability } from "./extractors.js";
import { benchPages, root } from "./pages.js";
import { installPeers, pythonPeers } from "./peers-python.js";

/**
 * The whole pipeline beside the libraries that one would put together instead, on the same HTML pages in one run, in processor
 * time: @mozilla/readability, @microsoft/recognizers-text-suite and nodejieba in Node; trafilatura, jieba and JioNLP in Python,
 * where `--install` has put them into the test cache. Loading is no part of it. What they find is less: no repair, one script, dates
 * and amounts alone.
 *   npm run bench:peers [-- --install] [-- --rounds N]
 */
const { values } = parseArgs({ options: { install: { type: "boolean", default: false }, rounds: { type: "string", default: "3" } } });
if (values.install) installPeers();
const rounds = Number(values.rounds);
const dictionary = loadDictionary();
const { corpus, pages: all } = benchPages();

const pages = all.flatMap(({ bytes, contentType }) => {
  try {
    extract(bytes, { ...(contentType && { contentType }) });
    const { text } = decode(bytes, contentType, defaultLimits, dictionary.characters);
    // the peers take HTML only
    return text.includes("<html") || text.includes("<HTML") ? [{ bytes, contentType, text }] : [];
  } catch (cause) {
    // a page that is refused has nothing to compare; any other failure is one of the program
    if (asZhengwenError(cause).kind.state !== "rejected") throw cause;
    return [];
  }
});

function timed(task: () => void): number {
  const began = processorTime();
  task();
  return processorTime() - began;
}

const times = { ours: [] as number[], node: [] as number[] };
for (let round = 0; round <= rounds; round++) {
  const ours = timed(() => {
    for (const { bytes, contentType } of pages) extract(bytes, { ...(contentType && { contentType }) });
  });
  const node = timed(() => {
    for (const { text } of pages) {
      // the page's text, cut, tagged and read
      const { body } = readability.find(text, null) as { readonly body: string };
      jieba.tag(body);
      microsoft.read(body, "2024-01-01");
    }
  });
  // the first round warms up
  if (round === 0) continue;
  times.ours.push(ours);
  times.node.push(node);
}

const require = createRequire(join(root, "package.json"));
const versionOf = (name: string) => `${name} ${(require(`${name}/package.json`) as { version: string }).version}`;
const peers = ["@mozilla/readability", "@microsoft/recognizers-text-suite", "nodejieba"].map(versionOf).join(", ");
console.log(
  `${pages.length} HTML pages of ${corpus}; zhengwen ${version.version} (generation ${version.generation}), Node ${process.versions.node}`,
);
console.log(
  `zhengwen: ${(median(times.ours) / pages.length).toFixed(1)} ms a page; ${peers}: ${(median(times.node) / pages.length).toFixed(1)} ms a page`,
);
const slower = (theirs: readonly number[]) => theirs.map((time, round) => time / (times.ours[round] as number));
tell("the peers of Node take", slower(times.node), "× our time", { least: 1 });

const commands = installedPython(pythonPeers);
if (commands === null) {
  console.log("not run: the peers of Python are not installed; `npm run bench:peers -- --install` fetches them from PyPI");
} else {
  const input = JSON.stringify({ pages: pages.map(({ bytes }) => Buffer.from(bytes).toString("base64")), rounds });
  const ran = spawnSync(join(commands, "python"), [join(root, "bench", "peers.py")], {
    input: `${input}\n`,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (ran.status !== 0) throw new Error(`bench/peers.py: ${ran.stderr}`);
  const { versions, seconds } = JSON.parse(ran.stdout) as { versions: Record<string, string>; seconds: number[][] };
  const python = seconds.map((parts) => 1000 * parts.reduce((sum, part) => sum + part, 0));
  const named = Object.entries(versions).map(([name, number]) => `${name} ${number}`);
  console.log(`${named.join(", ")}: ${(median(python) / pages.length).toFixed(1)} ms a page`);
  tell("the peers of Python take", slower(python), "× our time", { least: 1 });
}
