import { Writable } from "node:stream";
import { WriteStream } from "node:tty";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { shorten, table } from "../../src/cli/output.js";
import { startProgress } from "../../src/cli/progress.js";

describe("a table", () => {
  it("lines its columns up for Han, full-width, combined and plain characters", () => {
    const cells = ["广东省", "ＡＢＣ", "abc", "e\u0301", "𠮷", "👍", ""];
    const lines = table(cells.map((cell) => [cell, "|", "end"])).split("\n");
    expect(lines.map((line) => stringWidth(line.slice(0, line.indexOf("|"))))).toEqual(cells.map(() => 8));
  });

  it("leaves no spaces at the end of a line", () => {
    expect(table([["a", "long"], ["longer"], ["b", ""]])).toBe("a       long\nlonger\nb");
  });
});

describe("a shortened text", () => {
  it.each([
    ["广东省", 6, "广东省"],
    ["广东省人民政府", 6, "广东…"],
    ["广东省人民政府", 7, "广东省…"],
    ["abcdef", 4, "abc…"],
  ])("%s in %i columns is %s", (text, width, expected) => {
    expect(shorten(text, width)).toBe(expected);
  });
});

/** A stream that keeps what is written to it, a terminal or not. */
function streamOf(isTTY: boolean): { readonly stream: NodeJS.WriteStream; readonly written: () => string } {
  let text = "";
  const sink = new Writable({
    write: (chunk, _, done) => {
      text += chunk;
      done();
    },
  });
  const { cursorTo, clearLine } = WriteStream.prototype;
  return { stream: Object.assign(sink, { isTTY, columns: 80, cursorTo, clearLine }) as NodeJS.WriteStream, written: () => text };
}

describe("a progress bar", () => {
  it("grows on a terminal and is gone in the end", () => {
    const { stream, written } = streamOf(true);
    const progress = startProgress(2, stream);
    progress.tick();
    progress.tick();
    progress.end();
    expect(written()).toContain(`[${"░".repeat(24)}] 0/2`);
    expect(written()).toMatch(/\u001b\[2K\u001b\[1G$/);
  });

  it("is gone also where the work ended early", () => {
    const { stream, written } = streamOf(true);
    const progress = startProgress(3, stream);
    progress.end();
    expect(written()).toMatch(/\u001b\[2K\u001b\[1G$/);
  });

  it.each([
    ["a stream that is no terminal", false, 9],
    ["a single item", true, 1],
    ["nothing to do", true, 0],
  ])("says nothing for %s", (_, isTTY, total) => {
    const { stream, written } = streamOf(isTTY);
    const progress = startProgress(total, stream);
    progress.tick();
    progress.end();
    expect(written()).toBe("");
  });
});
