/** Gives what a function makes of a source; each function is run once, when it is first asked for. */
export type CompileOnce<S> = <T>(compile: (source: S) => T) => T;

/**
 * For a source that never changes, such as the word lists of a dictionary: rules compile their patterns from it, in code that
 * stands beside the rule, and the patterns live as long as the dictionary does.
 */
export function compileOnce<S>(source: S): CompileOnce<S> {
  const compiled = new Map<unknown, unknown>();
  return <T>(compile: (source: S) => T): T => {
    if (!compiled.has(compile)) compiled.set(compile, compile(source));
    return compiled.get(compile) as T;
  };
}
