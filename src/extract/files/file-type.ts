const types = "docx?|xlsx?|pptx?|pdf|wps|wpt|et|dps|ofd|rtf|txt|csv|odt|ods|zip|rar|7z|tif|tiff|ceb|caj";
const inAddress = new RegExp(`\\.(${types})(?:$|[?#&])`, "i");
const inName = new RegExp(`\\.(${types})(?:$|[\\s）)】\\]])`, "i");

/** The type of the file that an address or a name ends in, in lower case; null where it is no file of a document. */
export function fileType(addressOrName: string): string | null {
  return (inAddress.exec(addressOrName) ?? inName.exec(addressOrName))?.[1]?.toLowerCase() ?? null;
}
