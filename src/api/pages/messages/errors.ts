import type { MessageTable } from "./table.js";

/** Pages that tell of a failure: what was wrong, and what to do. */
export const errorMessages = {
  "error.code": ["错误代码", "Error code"],
  "error.home": ["回到首页", "Go to the start page"],
  "error.again": ["重试", "Try again"],
  "error.404.title": ["没有这个页面", "There is no such page"],
  "error.404.help": [
    "网址可能有误，或者文件已经下架。请从首页检索标题或文号。",
    "The address may be mistyped, or the document was taken down. Search for its title or number from the start page.",
  ],
  "error.document.title": ["没有收录这份文件", "This document is not held"],
  "error.document.help": [
    "可能网址有误，或者文件应要求下架。请检索标题或文号。",
    "The address may be mistyped, or the document was taken down on request. Search for its title or number.",
  ],
  "error.405.title": ["此网址不接受这种请求", "This address does not take such a request"],
  "error.405.help": ["请从首页重新进入。", "Begin again from the start page."],
  "error.400.title": ["请求有误", "The request is not understood"],
  "error.400.help": ["请检查网址中的参数，或从首页重新检索。", "Check what stands in the address, or search again from the start page."],
  "error.401.title": ["需要密钥", "A key is needed"],
  "error.401.help": ["此页面只对持有有效密钥者开放。", "This page is open only to those who hold a valid key."],
  "error.403.title": ["没有权限", "Not allowed"],
  "error.403.help": [
    "密钥没有所需的权限，或表单已经过期。请返回页面重新提交。",
    "The key lacks the scope, or the form is out of date. Go back to the page and send it again.",
  ],
  "error.413.title": ["内容过大", "Too large"],
  "error.413.help": ["请减少文字，或改用命令行。", "Send less text, or use the command line."],
  "error.429.title": ["请求过于频繁", "Too many requests"],
  "error.429.help": ["请稍等片刻再试；这个网址仍然有效。", "Wait a moment and try again; this address stays valid."],
  "error.429.wait": ["请在 {seconds} 秒后重试。", "Try again in {seconds} {seconds?second:seconds}."],
  "error.503.title": ["文件库暂时无法访问", "The store is away for the moment"],
  "error.503.help": [
    "没有数据丢失。检索和文件页面会在文件库恢复后可用，请过几分钟再试。",
    "Nothing is lost. Searches and documents come back once the store answers again; try in a few minutes.",
  ],
  "error.500.title": ["出了意外", "Something went wrong"],
  "error.500.help": ["请求没有完成，日志中有原因。请稍后再试。", "The request failed and the log says why. Try again later."],
  "query.wrong": ["检索式有误", "The query is not understood"],
  "query.at": ["问题在第 {position} 个字符处（标出的位置）：", "The mistake is at character {position}, where it is marked:"],
  "query.costly": ["检索式过于复杂", "The query asks for too much"],
  "query.costly.help": ["请减少词语或条件，或加上地区、日期等限制。", "Use fewer or rarer terms, or narrow it by place or date."],
} as const satisfies MessageTable;
