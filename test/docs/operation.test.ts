import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createMetrics } from "../../src/app/metrics.js";
import { read } from "../house/repository.js";

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string; readonly annotations: Record<string, string> }[];
  }[];
}
interface Dashboard {
  readonly panels: readonly { readonly id: number; readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

const rules = (parse(read("docs/operation/alerts.yml")) as Rules).groups.flatMap((group) => group.rules);
const dashboard: Dashboard = JSON.parse(read("docs/operation/dashboard.json"));
const expressions = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
];

/** Every metric that a process shows, with the suffixes of histograms. */
async function shownMetrics(): Promise<Set<string>> {
  const metrics = createMetrics();
  metrics.watchSources(async () => []);
  const names = (await metrics.registry.getMetricsAsJSON()).flatMap(({ name, type }) =>
    String(type) === "histogram" ? ["_bucket", "_sum", "_count"].map((suffix) => name + suffix) : [name],
  );
  return new Set(names);
}

describe("what watches the program", () => {
  it.each(expressions)("%s asks for metrics that there are", async (_, expr) => {
    const asked = expr.match(/zhengwen_\w+/g) ?? [];
    const shown = await shownMetrics();
    expect(asked.filter((name) => !shown.has(name))).toEqual([]);
    expect(asked.length + Number(expr.startsWith("up{"))).toBeGreaterThan(0);
  });

  it("alerts say what is wrong and what to do", () => {
    for (const { alert, annotations } of rules) {
      expect(alert).toMatch(/^Zhengwen[A-Z]\w+$/);
      expect(annotations.summary).toBeTruthy();
      expect(annotations.remedy).toBeTruthy();
    }
  });

  it("panels have numbers of their own", () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
