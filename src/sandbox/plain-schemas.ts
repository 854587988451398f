import * as z from "zod";

/**
 * Imported first by a process that runs documents: schemas then check without making code of their own. There each checks one file of
 * the dictionaries, once, and making the code takes longer than that.
 */
z.config({ jitless: true });
