import { ZhengwenError } from "../../model/errors.js";
import { type FileLine, onOneLine } from "./line.js";
import type { Archive } from "./zip.js";

/** A file in an archive whose text could not be read, and why. */
export interface UnreadMember {
  readonly name: string;
  readonly code: ZhengwenError["code"];
  readonly message: string;
}

export interface ArchiveText {
  readonly lines: FileLine[];
  readonly unread: UnreadMember[];
}

/** Reads a member as a file of its own. @throws ZhengwenError of the attachment.* rows */
export type MemberReader = (bytes: Uint8Array) => Promise<ArchiveText>;

// what file managers leave behind
const litter = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

/**
 * The text of every file in an archive: a line with the file's name, as a heading, and its text below. One text rather than
 * several, so that the archive stays the one attachment that the page names, and a search finds its members' names too. What
 * cannot be read is named all the same.
 * @throws ZhengwenError of the attachment.* rows: of the archive, or of its first file where none could be read
 */
export async function readArchive({ members }: Archive, characters: number, read: MemberReader): Promise<ArchiveText> {
  let left = characters;
  const lines: FileLine[] = [];
  const unread: UnreadMember[] = [];
  let wasRead = false;
  for (const [name, open] of members) {
    if (litter.test(name)) continue;
    lines.push({ text: onOneLine(name), kind: "member" });
    try {
      const found = await read(open());
      for (const line of found.lines) {
        left -= line.text.length + 1;
        lines.push(line);
      }
      unread.push(...found.unread.map((member) => ({ ...member, name: `${name}/${member.name}` })));
      wasRead = true;
    } catch (cause) {
      if (!(cause instanceof ZhengwenError)) throw cause;
      unread.push({ name, code: cause.code, message: cause.message });
    }
    if (left < 0) throw new ZhengwenError("attachment.too-large", `It has over ${characters} characters of text.`);
  }
  const [first] = unread;
  if (!wasRead && first !== undefined) throw new ZhengwenError(first.code, `${first.name}: ${first.message}`);
  if (!wasRead) throw new ZhengwenError("attachment.empty", "It is an archive without files.");
  return { lines, unread };
}
