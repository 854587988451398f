/** The commands of the tutorial, in order: every line of its blocks marked `sh`. */
export function commandsOf(page: string): string[] {
  return [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = ""]) => block.trim().split("\n"));
}

/** What each of them begins with, and what a newcomer sees then. */
export const expected: readonly { readonly begins: string; readonly shows: readonly string[] }[] = [
  { begins: "npm ci", shows: ["added "] },
  { begins: "npm run demo", shows: ["開平"] },
  { begins: "npx zhengwen extract", shows: ["模化", "certain"] },
  { begins: "npx zhengwen ingest", shows: ["indexed"] },
  { begins: "npx zhengwen status", shows: ["indexed", "in all"] },
  { begins: "npx zhengwen search", shows: ["【建筑】", "place", "山东省"] },
  { begins: "npx zhengwen show", shows: ["hangzhou"] },
  { begins: "npx zhengwen verify", shows: ["exact"] },
  { begins: "npx zhengwen export parquet", shows: [] },
  { begins: "npx zhengwen export bibtex", shows: [] },
  { begins: "node docs/examples/read-parquet.mjs", shows: ["2024-03-18", "宁海"] },
  { begins: "python3 -m http.server", shows: [] },
  { begins: "export ZHENGWEN_FETCH_ALLOW", shows: [] },
  { begins: "npx zhengwen sources add", shows: ["a list page", "sources.json"] },
  { begins: "npx zhengwen crawl --once", shows: ['"list":"read"', "status 1"] },
  { begins: "npx zhengwen status", shows: ["site-127-0-0-1", "extract.not-a-document"] },
];
