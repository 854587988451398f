/**
 * The one table of errors. Every failure that a person or a program can meet has a code here, with what was wrong,
 * what to do about it, and whether a retry helps. `state` says how an attempt on a document ends with this error.
 */
export interface ErrorKind {
  /** What was wrong, in one sentence. */
  readonly what: string;
  /** What the reader can do about it. */
  readonly remedy: string;
  /** Whether the same attempt may succeed later without anything being changed. */
  readonly retry: boolean;
  /** The end state of a document's attempt; null for faults of usage or of a service, which end no document. */
  readonly state: "rejected" | "quarantined" | null;
}

const rejected = (what: string, remedy: string, retry = false): ErrorKind => ({ what, remedy, retry, state: "rejected" });
const quarantined = (what: string, remedy: string): ErrorKind => ({ what, remedy, retry: false, state: "quarantined" });
const fault = (what: string, remedy: string, retry = false): ErrorKind => ({ what, remedy, retry, state: null });

export const errorTable = {
  // input
  "input.empty": rejected("The input holds no bytes.", "Check that the file or the response is complete."),
  "input.too-large": rejected("The input is over the size limit.", "Raise ZHENGWEN_PAGE_LIMIT if it is really a document."),
  "input.unreadable": rejected("The file cannot be read.", "Check the path and the permissions."),
  "input.not-text": rejected("The bytes are a picture, an archive or another binary format.", "Give the page or the text of the document."),
  "input.no-page": rejected(
    "The folder holds no page.",
    "Name a folder with pages: html, txt, docx, doc, wps, xlsx, xls, csv, pdf or ofd.",
  ),
  "input.attachment-format": rejected(
    "The bytes are an office document or a PDF, whose text is not read here.",
    "Give docx, doc, wps, xlsx, xls, pdf or ofd to the commands, anything else as the page that links to it.",
  ),
  // decode
  "decode.no-charset": rejected("No charset explains the bytes.", "Check the source: the bytes are damaged or not text."),
  "decode.undecodable": rejected(
    "Too many characters cannot be decoded under the best charset.",
    "Fetch the page again: the bytes are damaged.",
  ),
  // extract
  "extract.no-body": rejected("The page holds no document, only navigation or other page chrome.", "Give the address of the document."),
  "extract.not-a-document": rejected(
    "The page is a list, a log-in wall, a challenge or an error page.",
    "Give the address of the document, or add the list as a source.",
  ),
  "extract.challenge": rejected(
    "The page is a challenge that only a browser passes, or refuses access.",
    "Ask the site for access, or leave it: it does not want to be read by programs.",
  ),
  "extract.gone": rejected(
    "The page says that the document is gone or the site out of order, although its status is that of a page.",
    "See the words in the message; nothing where the document was taken down.",
  ),
  "extract.scripted": rejected(
    "The page is empty: a script would draw its text in a browser.",
    'Find the interface that the script reads, and add it as a source of kind "json".',
  ),
  "extract.too-deep": rejected("The page is nested over the depth limit.", "Raise ZHENGWEN_DEPTH_LIMIT if it is really a document."),
  // attachment
  "attachment.format": rejected(
    "The attachment is of a format whose text is not read.",
    "Open it at its address; docx, doc, wps, xlsx, xls, pdf, ofd, csv, txt, html and zip are read.",
  ),
  "attachment.encrypted": rejected("The attachment is encrypted.", "Open it at its address with its password."),
  "attachment.damaged": rejected(
    "The attachment is broken or not what it says.",
    "Check the file: it is damaged, made to harm, or its fonts name other characters than they show.",
  ),
  "attachment.too-large": rejected(
    "The attachment is over a limit of size.",
    "Raise ZHENGWEN_ATTACHMENT_LIMIT if it is really a document.",
  ),
  "attachment.empty": rejected("The attachment holds no text.", "Its pages may be pictures: read them by eye."),
  "attachment.timeout": rejected(
    "Reading the attachment took over its time limit.",
    "Raise ZHENGWEN_ATTACHMENT_TIMEOUT if it is really a document.",
  ),
  "attachment.memory": rejected(
    "Reading the attachment took over its memory limit, or its parser crashed.",
    "Raise ZHENGWEN_ATTACHMENT_MEMORY if it is really a document.",
  ),
  // pipeline
  "pipeline.timeout": quarantined(
    "The document took over the time limit of the pipeline.",
    "Report it with its bytes: no document should.",
  ),
  "pipeline.memory": quarantined(
    "The document took over the memory limit of the pipeline.",
    "Raise ZHENGWEN_PIPELINE_MEMORY if it is really a document, or report it with its bytes.",
  ),
  "pipeline.internal": quarantined("The pipeline failed on this document.", "Report it with its bytes and this message."),
  "pipeline.poison": quarantined("A process died on this document, and again when it was tried alone.", "Report it with its bytes."),
  // fetch
  "fetch.address-refused": rejected(
    "The address is private, reserved or of a scheme that is not fetched.",
    "Add its address:port to ZHENGWEN_FETCH_ALLOW if it is yours.",
  ),
  "fetch.robots": rejected("The site's robots.txt disallows the address.", "Ask the site, or leave it."),
  "fetch.status": rejected("The site answered with an error status.", "See the status in the message."),
  "fetch.challenge": rejected(
    "The site answered with a challenge that only a browser passes.",
    "Ask the site for access, or leave it: it does not want to be read by programs.",
    true,
  ),
  "fetch.certificate": rejected(
    "The site's certificate is not valid.",
    "Tell the site. Where only its authority is missing here, name a file with it in NODE_EXTRA_CA_CERTS.",
    true,
  ),
  "fetch.unavailable": rejected("The site is unavailable or asks to wait.", "It is tried again when it is next due.", true),
  "fetch.timeout": rejected("The fetch took over its deadline.", "It is tried again when it is next due.", true),
  "fetch.network": rejected("The connection failed.", "It is tried again when it is next due.", true),
  "fetch.redirects": rejected("There were too many redirects.", "Check the address."),
  "fetch.too-large": rejected("The decompressed response is over the size limit.", "Raise ZHENGWEN_PAGE_LIMIT if it is really a document."),
  // sources: how asking one ended, or why it is not well
  "source.empty": rejected("The list or feed names no document.", "Check the source's address: the site may have changed."),
  "source.redesigned": rejected(
    "The list holds nothing where it used to hold documents: the site was rebuilt.",
    "Look at the page, run `zhengwen sources add` on its address and correct the entry.",
  ),
  "source.silent": rejected(
    "Nothing new has come for much longer than usual.",
    "Look at the page: it may have moved. If the site has only stopped publishing, nothing.",
  ),
  "source.odd-titles": rejected(
    "The titles of the list do not look like those before.",
    "Look at the page: the site may have been rebuilt, or taken over.",
  ),
  "source.odd-bodies": rejected(
    "What the source's documents say does not look like what they said before.",
    "Run `zhengwen explain` on one of them: the site may have been rebuilt.",
  ),
  // store
  removed: rejected("The document was taken down.", "Nothing: it is not fetched again."),
  dropped: rejected("It was dropped from quarantine.", "Nothing, or `zhengwen retry` with its address: it is not fetched again by itself."),
  "store.page-lost": quarantined("The page was gone before the pipeline had it.", "Hand it in again."),
  "store.refused": quarantined("The store refused the record.", "See the store's reason in the message."),
  "store.unavailable": fault("The store cannot be reached.", "Check ZHENGWEN_ES_URL or ZHENGWEN_STORE and run `zhengwen doctor`.", true),
  "store.conflict": fault("Another writer was faster.", "Read again and retry.", true),
  "store.version": fault("The store was written by an incompatible version.", "Run `zhengwen doctor`."),
  "queue.unavailable": fault("The queue cannot be reached.", "Check ZHENGWEN_REDIS_URL and run `zhengwen doctor`.", true),
  "queue.stalled": fault(
    "The worker of a job died or fell silent, several times.",
    "See the log of the workers; memory is the usual cause.",
    true,
  ),
  "queue.misconfigured": fault("Redis is configured so that it can lose jobs.", "Set what the message names and start again."),
  "sandbox.unavailable": fault(
    "The processes that run documents cannot be started.",
    "See the reason in the message; run `zhengwen doctor`.",
    true,
  ),
  // deliver
  "deliver.refused": fault(
    "The receiver of a webhook does not want the message.",
    "See its answer in the message, and check the address and the secret of the webhook.",
  ),
  "deliver.failed": fault("A webhook could not be delivered.", "It is tried again by itself; check the address of the webhook.", true),
  // usage
  "usage.query": fault("The query or a filter is not understood.", "See the message and `zhengwen search --help`."),
  "usage.query-cost": fault(
    "The query asks for more work than a search may take.",
    "Use fewer or rarer words, fewer alternatives, or a filter such as date: or place:.",
  ),
  "search.busy": fault("Too many searches wait already.", "Ask again in a moment.", true),
  internal: fault(
    "Something failed that was not foreseen.",
    "Report it with this message; ZHENGWEN_LOG_LEVEL=debug shows where it failed.",
  ),
  "usage.argument": fault("An argument is not understood.", "See the message and --help."),
  "usage.manifest": fault("The manifest is not JSON Lines of the documented form.", "See the line that the message names."),
  // access
  "key.missing": fault("The request bears no API key that is valid.", "Send one that `zhengwen keys add` made: Authorization: Bearer zw_…"),
  "key.scope": fault("The API key does not allow this.", "Use one with the scope that the message names: `zhengwen keys add --scope`."),
  "push.repeated": fault(
    "The idempotency key came before with another body.",
    "Use a new one for each body; the same one only to send the same again.",
  ),
  "push.busy": fault("The same request is being answered.", "Ask again in a minute: it is answered as the first one was.", true),
  "push.body": fault(
    "The body is not what is taken here.",
    "Send a document, an array of them or JSON Lines, each with one of text, html and base64.",
  ),
  "config.invalid": fault("The configuration is invalid.", "Every mistake is listed; correct them and start again."),
  "dictionary.invalid": fault(
    "A file of dictionaries/ is missing or breaks its documented form.",
    "See the file and row that the message names.",
  ),
  "record.not-found": fault("No such record is held.", "Check the id."),
  "record.no-page": fault("The bytes of this revision are not kept.", "Ask for the newest revision; only its page is kept."),
  "record.no-part": fault("The record has no such part.", "See /v1/records/{id}/parts for those that it has."),
  // change feed
  "cursor.invalid": fault("The cursor is none that this list has given.", "Use `next` as it was answered, or begin without a cursor."),
  "cursor.epoch": fault(
    "The cursor belongs to another store: this one was made anew.",
    "Drop what you hold and read the feed from its beginning, without a cursor.",
  ),
  "cursor.future": fault(
    "The cursor lies ahead of the store, which was put back to an earlier state.",
    "Drop what you hold and read the feed from its beginning, without a cursor.",
  ),
  "cursor.expired": fault(
    "What the cursor reads on from is no longer kept.",
    "Begin without a cursor, and ask for each page within a few minutes; or leave out `hold`.",
  ),
  "cursor.moved": fault(
    "The store was written to since then: the same bytes cannot be made again.",
    "Release without --cursor what the store holds now, while nothing writes to it.",
  ),
  // HTTP
  "http.not-found": fault("There is nothing at this address.", "See /docs for what there is."),
  "http.method": fault("This address does not take this method.", "Use one of those that the header Allow names."),
  "http.request": fault("The request is not understood.", "See /docs for its form; an address is percent-encoded UTF-8."),
  "http.too-large": fault("The request is too large.", "Send less at a time."),
  "http.media-type": fault("The body is of a type that is not read.", "Send application/json."),
  "http.rate": fault("Too many requests in a minute.", "Wait as long as the header Retry-After says.", true),
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorTable;

/** A failure with a code of the table. `message` says what was wrong here; the table says what to do. */
export class ZhengwenError extends Error {
  readonly code: ErrorCode;

  /**
   * @param code row of the error table
   * @param detail what was wrong and where, in this instance; the table's sentence is put before it
   */
  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    const { what } = errorTable[code];
    super(detail ? `${what} ${detail}` : what, options);
    this.name = "ZhengwenError";
    this.code = code;
  }

  get kind(): ErrorKind {
    return errorTable[this.code];
  }
}

/** Any thrown value as a ZhengwenError: unknown failures become `fallback` with their message kept as detail. */
export function asZhengwenError(cause: unknown, fallback: ErrorCode = "pipeline.internal"): ZhengwenError {
  if (cause instanceof ZhengwenError) return cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new ZhengwenError(fallback, detail, { cause });
}
