import * as z from "zod";

export const offset = z.int().min(0).describe("offset in UTF-16 code units");
