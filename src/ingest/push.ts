import { asZhengwenError, type ErrorCode } from "../model/errors.js";
import { type IntakeServices, takeIn } from "./intake.js";
import { addressOfInput, inputOfLine, pushedLine, readLine } from "./manifest.js";

/** What taking pushed documents in works with. */
export type PushServices = IntakeServices;

/** What became of a pushed document so far: it is held and waits for the pipeline, or it was not taken. */
export type Pushed =
  | { readonly address: string; readonly id: string; readonly state: "fetched" }
  | { readonly error: { readonly code: ErrorCode; readonly message: string; readonly remedy: string } };

/**
 * Takes in documents that come with their content, each as if it were alone: one that is refused harms no other. Safe to run
 * twice: the same document ends as it did.
 * @param lines values as they came
 * @param limit bytes of one document
 * @throws what is no fault of a document: store or queue being away
 */
export async function takePushed(lines: readonly unknown[], limit: number, services: PushServices): Promise<Pushed[]> {
  const taken: Pushed[] = [];
  for (const line of lines) {
    const said = readLine(pushedLine, line);
    if ("wrong" in said) {
      taken.push(refused("usage.manifest", said.wrong, "Correct the fields that the message names and send it again."));
      continue;
    }
    try {
      const input = inputOfLine(said.read, limit);
      const address = addressOfInput(input);
      taken.push({ address, id: await takeIn(address, input, services), state: "fetched" });
    } catch (cause) {
      const { code, message, kind } = asZhengwenError(cause);
      if (kind.state === null) throw cause;
      taken.push(refused(code, message, kind.remedy));
    }
  }
  return taken;
}

function refused(code: ErrorCode, message: string, remedy: string): Pushed {
  return { error: { code, message: message.slice(0, 1000), remedy } };
}
