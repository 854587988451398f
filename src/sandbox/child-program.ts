import { createRequire } from "node:module";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type ErrorCode, errorTable, ZhengwenError } from "../model/errors.js";

/** A program that is started as a child process, and what Node needs to run it. */
export interface ChildProgram {
  readonly file: string;
  readonly execArgv: readonly string[];
}

/** The program of this name beside a module: built beside a built one, in source beside a source, with the compiler it needs. */
export function programBeside(moduleUrl: string, name: string): ChildProgram {
  const extension = extname(fileURLToPath(moduleUrl));
  const file = fileURLToPath(new URL(`./${name}${extension}`, moduleUrl));
  if (extension !== ".ts") return { file, execArgv: [] };
  return { file, execArgv: ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href] };
}

/** An error on its way from a child process. */
export interface SentError {
  readonly code: ErrorCode;
  /** with the table's sentence before it */
  readonly message: string;
}

export function sentError({ code, message }: ZhengwenError): SentError {
  return { code, message };
}

/** The error as it was thrown in the other process. */
export function errorFrom({ code, message }: SentError): ZhengwenError {
  return new ZhengwenError(code, message.slice(errorTable[code].what.length).trim());
}
