import { ZhengwenError } from "../../model/errors.js";
import type { Setting, SettingStore, SettingValue } from "../store.js";
import type { Connection, Row } from "./driver.js";

/** Settings: see `SettingStore`. */
export function openSettings(connection: Connection): SettingStore {
  return {
    get: async (name) => {
      const row = connection.get("SELECT * FROM setting WHERE name = ?", [name]);
      return row === null ? null : toSetting(row);
    },

    write: async (name, value, version) => {
      if (write(connection, name, value, version) === 0 && !(value === null && version === 0))
        throw new ZhengwenError("store.conflict", name);
    },

    list: async (prefix, limit, after = "") =>
      connection
        .all("SELECT * FROM setting WHERE substr(name, 1, ?) = ? AND name > ? ORDER BY name LIMIT ?", [prefix.length, prefix, after, limit])
        .map(toSetting),
  };
}

/** @returns how many rows were written */
function write(connection: Connection, name: string, value: SettingValue | null, version: number): number {
  if (value === null) return connection.run("DELETE FROM setting WHERE name = ? AND version = ?", [name, version]);
  const json = JSON.stringify(value);
  if (version === 0) {
    return connection.run("INSERT INTO setting (name, value, version) VALUES (?, ?, 1) ON CONFLICT (name) DO NOTHING", [name, json]);
  }
  return connection.run("UPDATE setting SET value = ?, version = ? WHERE name = ? AND version = ?", [json, version + 1, name, version]);
}

function toSetting({ name, value, version }: Row): Setting {
  return { name: String(name), value: JSON.parse(String(value)) as SettingValue, version: Number(version) };
}
