/**
 * Which code made a document. `generation` is raised with every change of code or dictionaries that alters output: the
 * stores order re-extractions by it.
 */
export const version = { version: "0.1.0", generation: 9 } as const;
