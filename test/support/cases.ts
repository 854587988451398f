import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import * as z from "zod";

const caseSchema = z.looseObject({ because: z.string().min(10).describe("the fault that the case would catch") });

/** A case folder `test/cases/<stage>/<slug>/`: input, case.json and expected.json. */
export interface Case {
  readonly slug: string;
  readonly because: string;
  /** the rest of case.json: what the stage needs beside the bytes */
  readonly given: Readonly<Record<string, unknown>>;
  readonly input: Buffer;
  /** Compares with expected.json, which must exist; only UPDATE=1 writes it. */
  readonly check: (actual: unknown) => void;
}

/** All cases of a stage, by name. */
export function casesOf(stage: string): Case[] {
  const folder = join("test", "cases", stage);
  return readdirSync(folder)
    .sort()
    .map((slug) => {
      const at = (name: string) => join(folder, slug, name);
      const { because, ...given } = caseSchema.parse(JSON.parse(readFileSync(at("case.json"), "utf8")));
      const check = (actual: unknown) => {
        if (process.env.UPDATE === "1") writeFileSync(at("expected.json"), `${JSON.stringify(actual, null, 2)}\n`);
        if (!existsSync(at("expected.json")))
          throw new Error(`${slug} has no expected.json: look at the result and write it with UPDATE=1.`);
        expect(JSON.parse(JSON.stringify(actual))).toEqual(JSON.parse(readFileSync(at("expected.json"), "utf8")));
      };
      return { slug, because, given, input: readFileSync(at("input")), check };
    });
}
