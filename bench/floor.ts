import { Parser } from "htmlparser2";
import jieba from "nodejieba";

/** The floor that speeds are told in: parsing the page and tagging its body, and nothing else. */
export function floor(page: string, body: string): void {
  new Parser({}).end(page);
  jieba.tag(body);
}
