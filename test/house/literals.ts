import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import { type ArrayExpression, type Node, type ObjectExpression, parseSync, type RegExpLiteral, Visitor } from "oxc-parser";

/** The Chinese that stands in the literals of a source file. */
export interface HanLiterals {
  /** how many Han characters, each escape being the character that it stands for; comments do not count */
  readonly characters: number;
  /** the regexes, arrays, objects and strings that hold words */
  readonly lists: readonly WordList[];
}

/** The words that one literal lists. A word is a run of two or more Han characters. */
interface WordList {
  /** from 1 */
  readonly line: number;
  readonly words: readonly string[];
}

const han = /\p{Script=Han}/u;
const run = /\p{Script=Han}{2,}/gu;

/**
 * Reads the literals of TypeScript: strings, templates, text of JSX, regexes, and names (of properties, say) that hold Han.
 * @param path says by its ending whether there is JSX in it
 */
export function readLiterals(path: string, source: string): HanLiterals {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  let characters = 0;
  const lists: WordList[] = [];
  const addText = (text: string) => {
    characters += countHan(unescaped(text));
  };
  const addList = ({ start }: Node, words: readonly string[]) => {
    if (words.length > 0) lists.push({ line: source.slice(0, start).split("\n").length, words });
  };
  const visitor = new Visitor({
    Literal: (node) => {
      if ("regex" in node) {
        const pattern = patternOf(node);
        characters += countHan(charactersOf(pattern).join(""));
        addList(node, regexWords(pattern));
      } else if (typeof node.value === "string") {
        addText(node.value);
        addList(node, separatedWords(node.value));
      }
    },
    TemplateElement: (node) => {
      const text = node.value.cooked ?? node.value.raw;
      addText(text);
      addList(node, separatedWords(text));
    },
    JSXText: (node) => addText(node.value),
    Identifier: (node) => addText(node.name),
    ArrayExpression: (node) => addList(node, elementWords(node)),
    ObjectExpression: (node) => addList(node, propertyWords(node)),
  });
  visitor.visit(program);
  return { characters, lists };
}

function countHan(text: string): number {
  return [...text].filter((character) => han.test(character)).length;
}

/** With escapes read once more: a string that holds `\u5e02` may be made a regex. */
function unescaped(text: string): string {
  return text.replace(/\\u(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))/gi, (whole, braced?: string, plain?: string) => {
    const code = Number.parseInt(braced ?? plain ?? "", 16);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}

/** The words of a string where it separates several, as what is split into a list or made a regex does. */
function separatedWords(text: string): string[] {
  const words = unescaped(text)
    .split(/[|\s,;/()?:、，；]+/)
    .filter((part) => part.match(run));
  return words.length > 1 ? words : [];
}

/** The words among the elements of an array, in arrays within it too. */
function elementWords({ elements }: ArrayExpression): string[] {
  return elements.flatMap((element) => {
    if (element?.type === "ArrayExpression") return elementWords(element);
    if (element?.type !== "Literal" || typeof element.value !== "string") return [];
    return element.value.match(run) ? [element.value] : [];
  });
}

/** The words among the names and the values of an object. */
function propertyWords({ properties }: ObjectExpression): string[] {
  return properties.flatMap((property) => {
    if (property.type !== "Property") return [];
    const texts = [property.key, property.value].map((node) => {
      if (node.type === "Identifier") return node.name;
      return node.type === "Literal" && typeof node.value === "string" ? node.value : "";
    });
    return texts.filter((text) => text.match(run));
  });
}

function patternOf({ regex: { pattern, flags } }: RegExpLiteral): AST.Pattern {
  const sets = flags.includes("v");
  return new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: flags.includes("u"), unicodeSets: sets });
}

/** Every character that a pattern names, the two ends of a range among them. */
function charactersOf(pattern: AST.Pattern): string[] {
  const characters: string[] = [];
  visitRegExpAST(pattern, {
    onCharacterEnter: ({ value }) => void characters.push(String.fromCodePoint(value)),
  });
  return characters;
}

/** The runs of Han characters in the alternatives of a pattern; those of a class are no words. */
function regexWords(pattern: AST.Pattern): string[] {
  const words: string[] = [];
  const add = ({ elements }: { readonly elements: readonly AST.Element[] }) => {
    const text = elements.map((element) => (element.type === "Character" ? String.fromCodePoint(element.value) : "\0")).join("");
    words.push(...(text.match(run) ?? []));
  };
  visitRegExpAST(pattern, { onAlternativeEnter: add, onStringAlternativeEnter: add });
  return words;
}
