// — 1 —, - 1 -, 第 1 页 共 3 页, 1/3, Page 1 of 3
const pageNumber =
  /^(?:[-—–－·•~]{1,3}\s*\d{1,4}\s*[-—–－·•~]{1,3}|第\s*\d{1,4}\s*[页頁](?:[\s,，/（(]*共\s*\d{1,4}\s*[页頁][)）]?)?|\d{1,4}\s*\/\s*\d{1,4}|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?)$/i;
const bareNumber = /^(?:\d{1,4}|[ivxl]{1,7})$/i;

/** Whether a line can only be the number of a page: — 1 —, 第 1 页. */
export const isPageNumber = (text: string): boolean => pageNumber.test(text);

/** Whether a line is a number, which may be that of the page. */
export const isBareNumber = (text: string): boolean => bareNumber.test(text);
