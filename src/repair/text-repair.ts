import type { Repair } from "../model/record.js";

/** A repair in a text that is not yet known to be body or title. Offsets are UTF-16 units of the text as it was given. */
export type TextRepair = Omit<Repair, "in">;
