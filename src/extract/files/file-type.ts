const types = "docx?|xlsx?|pptx?|pdf|wps|wpt|et|dps|ofd|rtf|txt|csv|odt|ods|zip|rar|7z|tif|tiff|ceb|caj";
const inAddress = new RegExp(`\\.(${types})(?:$|[?#&])`, "i");
const inName = new RegExp(`\\.(${types})(?:$|[\\s）)】\\]])`, "i");

/** The file type at the end of an address or a name, in lower case; null where it is not a document file. */
export function fileType(addressOrName: string): string | null {
  return (inAddress.exec(addressOrName) ?? inName.exec(addressOrName))?.[1]?.toLowerCase() ?? null;
}
