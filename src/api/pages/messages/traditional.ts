/** Traditional words of the interface that stay, or become something else, where Taiwan's words of computing would take their place. */
export const traditionalWords: readonly (readonly [string, string])[] = [
  ["發佈", "發布"],
  ["文件", "文件"],
  ["代碼", "代碼"],
  ["腳本", "程式"],
  ["連接", "連接"],
];
