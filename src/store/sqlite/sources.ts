import { ZhengwenError } from "../../model/errors.js";
import type { SourceState } from "../../model/source-state.js";
import type { SourceStates } from "../store.js";
import type { Connection, Row } from "./driver.js";

/** What is known of sources: see `SourceStates`. */
export function openSources(connection: Connection): SourceStates {
  const get = (id: string): SourceState | null => {
    const row = connection.get("SELECT json FROM source WHERE id = ?", [id]);
    return row === null ? null : toState(row);
  };
  return {
    get: async (id) => get(id),
    all: async () => connection.all("SELECT json FROM source ORDER BY id LIMIT 10000").map(toState),
    write: async (state) =>
      connection.write(() => {
        if ((get(state.id)?.version ?? 0) !== state.version) throw new ZhengwenError("store.conflict", state.id);
        const written = { ...state, version: state.version + 1 };
        const values = [state.id, written.version, JSON.stringify(written)];
        connection.run("INSERT OR REPLACE INTO source (id, version, json) VALUES (?, ?, ?)", values);
        return written;
      }),
  };
}

function toState(row: Row): SourceState {
  return JSON.parse(String(row.json)) as SourceState;
}
