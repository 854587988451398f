import type { Limits } from "./stage.js";

/** The limits where nothing else is configured. */
export const defaultLimits: Limits = {
  undecodableShare: 0.005,
  undecodableRun: 8,
  depth: 512,
  time: 10_000,
  attachmentTime: 10_000,
  pageBytes: 10_000_000,
};
