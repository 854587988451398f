import { availableParallelism } from "node:os";
import { attachmentLimits } from "../extract/files/limits.js";
import type { StageObserver } from "../pipeline/pipeline.js";
import { openDocumentPool } from "../sandbox/document-pool.js";
import type { DocumentRunner } from "../sandbox/document-runner.js";
import { type FileReaders, openFileReaders } from "../sandbox/file-readers.js";
import { type Config, pipelineLimits } from "./config.js";

/** The readers of files, with the limits that the configuration names. */
export function fileReadersOf(config: Config): FileReaders {
  const { attachmentLimit, attachmentTimeout, attachmentMemory } = config;
  return openFileReaders({ limits: attachmentLimits(attachmentLimit), time: attachmentTimeout, memory: attachmentMemory });
}

/** The processes that run documents, with the limits that the configuration names. */
export function openRunner(config: Config, onStage?: StageObserver): DocumentRunner {
  const limits = pipelineLimits(config);
  return openDocumentPool({ limits, memory: config.pipelineMemory, processes: documentProcesses(config), ...(onStage && { onStage }) });
}

/** How many processes run documents at a time. */
export function documentProcesses({ workers }: Config): number {
  return workers ?? availableParallelism();
}
