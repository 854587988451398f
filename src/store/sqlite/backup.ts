import { existsSync, statSync } from "node:fs";
import { ZhengwenError } from "../../model/errors.js";
import { connect } from "./driver.js";

/** How long it waits for another process to finish its transaction, in milliseconds. */
const patience = 10_000;

/**
 * Copies the file of an embedded store as it is at one moment, while other processes read and write it, and checks the
 * copy. To restore it, put it in the place of the store's file while nothing has that open.
 * @param path of the store's file
 * @param target of the copy; it must not exist
 * @returns bytes of the copy
 * @throws usage.argument where there is no store or the target is there already; store.unavailable
 */
export function backupSqlite(path: string, target: string): number {
  if (!existsSync(path)) throw new ZhengwenError("usage.argument", `${path}: there is no store to copy.`);
  if (existsSync(target)) throw new ZhengwenError("usage.argument", `${target} is there already; a backup overwrites nothing.`);
  const connection = connect(path, patience);
  try {
    connection.run("VACUUM INTO ?", [target]);
  } finally {
    connection.close();
  }
  const copy = connect(target, patience);
  try {
    const found = copy.get("PRAGMA integrity_check")?.integrity_check;
    if (found !== "ok") throw new ZhengwenError("store.unavailable", `${target}: the copy is damaged: ${found}`);
  } finally {
    copy.close();
  }
  return statSync(target).size;
}
