import { distributed } from "./distributed.js";
import { scale } from "./embedded.js";
import { isKept, lineOf } from "./measure.js";

void [distributed, scale, isKept, lineOf];
