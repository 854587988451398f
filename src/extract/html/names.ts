/** The classes of a class attribute. */
export function classesOf(attribute: string | undefined): readonly string[] {
  if (attribute === undefined || attribute.length === 0) return [];
  // most elements have one class
  return /\s/.test(attribute) ? attribute.split(/\s+/).filter((name) => name.length > 0) : [attribute];
}

/** The words of a class name or id, in lower case: comment-item_text → comment, item, text. */
export function wordsOf(name: string): readonly string[] {
  if (name.length > 80) return [];
  const lower = name.toLowerCase();
  return /[-_]/.test(lower) ? lower.split(/[-_]+/).filter((word) => word.length > 0) : [lower];
}

/** Like `wordsOf`, and splits camel case: PostUser-name → post, user, name. */
export const finerWordsOf = (name: string): readonly string[] =>
  /[a-z][A-Z]/.test(name) ? wordsOf(name.replace(/([a-z])([A-Z])/g, "$1-$2")) : wordsOf(name);
