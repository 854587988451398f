import { secretFile, settings } from "../../src/app/config.js";
import { type ErrorKind, errorTable } from "../../src/model/errors.js";
import { jsonSchemas } from "../../src/model/json-schema.js";
import { allCommands, helpBlock, helpTables, settingsNote } from "./commands.js";
import { fieldRows, type Schema } from "./fields.js";
import { table } from "./markdown.js";
import { readTranslations, type Say, translated } from "./translation.js";

const written = "<!-- written by `npm run reference` from the program itself; change it there -->";

/**
 * The pages of docs/reference by file name, made of what the program says of itself, in English and in Chinese.
 * @throws where the translations do not fit what the program says, naming all that is to be changed
 */
export async function referencePages(): Promise<Record<string, string>> {
  const commands = await allCommands();
  const english: Say = (text) => text;
  const intro =
    "Results go to stdout as JSON Lines, progress and logs to stderr. Exit status 0: all well; 1: some documents failed, each named with its reason; 2: wrong usage or configuration.";
  return {
    "commands.md": page("commands", english, "Commands", `What \`zhengwen COMMAND --help\` says. ${intro}`, ...commands.map(helpBlock)),
    ...inLanguage(".md", english),
    ...translated(readTranslations(), (say) => ({
      "commands.zh-CN.md": page(
        "commands",
        say,
        "Commands",
        say(intro),
        settingsNote(say),
        ...commands.map((command) => helpTables(command, say)),
      ),
      ...inLanguage(".zh-CN.md", say),
    })),
  };
}

const inLanguage = (ending: string, say: Say): Record<string, string> => ({
  [`configuration${ending}`]: configurationPage(say),
  [`errors${ending}`]: errorsPage(say),
  [`record${ending}`]: recordPage(say),
});

function page(name: string, say: Say, title: string, ...blocks: readonly string[]): string {
  const other = say("[中文]({page}.zh-CN.md)").replace("{page}", name);
  return `${[`# ${say(title)}`, written, other, ...blocks].join("\n\n")}\n`;
}

function configurationPage(say: Say): string {
  const rows = settings.map(({ name, default: standard, description, secret }) => {
    const said = say(description);
    const secretly = () =>
      say("{description} (secret; or its file in `{file}`)").replace("{description}", said).replace("{file}", secretFile(name));
    return [`\`${name}\``, standard ? `\`${standard}\`` : "", secret ? secretly() : said];
  });
  return page(
    "configuration",
    say,
    "Configuration",
    say(
      "Environment variables; all mistakes are reported at once, at start. One that is empty counts as not set. `zhengwen doctor` names variables that look like settings and are none.",
    ),
    table([say("variable"), say("default"), say("meaning")], rows),
  );
}

function errorsPage(say: Say): string {
  const rows = Object.entries<ErrorKind>(errorTable).map(([code, kind]) => [
    `\`${code}\``,
    say(kind.what),
    say(kind.remedy),
    kind.state ?? "",
    kind.retry ? say("yes") : "",
  ]);
  return page(
    "errors",
    say,
    "Errors",
    say(
      "Every code that a person or a program meets: in the ledger (`zhengwen status`), in a problem of the API, on stderr. *ends* is the state in which an attempt on a document ends; without one it is a fault of usage or of a service, and ends no document. *retry* says whether the same attempt may succeed later without anything being changed.",
    ),
    table([say("code"), say("what was wrong"), say("what to do"), say("ends"), say("retry")], rows),
  );
}

function recordPage(say: Say): string {
  const schema = jsonSchemas()["record.schema.json"] as Schema;
  const rows = fieldRows(schema).map(({ path, types, descriptions }) => [
    `\`${path}\``,
    types.join(say(", ")),
    descriptions.map(say).join(say("; ")),
  ]);
  return page(
    "record",
    say,
    "The record",
    say(
      "Every field of `schema/record.schema.json`. `[]` is an element of a list, `{}` a value by any key; offsets are UTF-16 code units in the text that the field names. A field is only ever added within `@1`.",
    ),
    table([say("field"), say("type"), say("meaning")], rows),
  );
}
