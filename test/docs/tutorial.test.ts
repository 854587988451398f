import { describe, expect, it } from "vitest";
import { read } from "../house/repository.js";
import { commandsOf, expected } from "../newcomer/tutorial.js";

describe("the tutorial", () => {
  const commands = commandsOf(read("docs/tutorial.md"));

  it("has the commands whose output `npm run test:newcomer` knows", () => {
    expect(commands.map((command, i) => command.startsWith(expected[i]?.begins ?? "?"))).toEqual(expected.map(() => true));
  });

  it("has the same commands in Chinese", () => {
    expect(commandsOf(read("docs/tutorial.zh-CN.md"))).toEqual(commands);
  });

  it("takes a newcomer to a cited passage, an export and a crawled source in at most 15 commands of the program", () => {
    expect(commands.filter((command) => /zhengwen|npm|node/.test(command)).length).toBeLessThanOrEqual(15);
  });
});
