import type { MessageTable } from "./table.js";

/** What stands around every page. */
export const frameMessages = {
  "site.name": ["政文", "Zhengwen"],
  "site.about": ["政策文件检索", "Chinese policy documents"],
  "site.footer": [
    "原文版权归发布者所有；本站只收录并修复文字，一切以原始网址为准。",
    "Texts belong to their publishers. This site collects and repairs them; the page at the original address prevails.",
  ],
  "nav.skip": ["跳到正文", "Skip to content"],
  "nav.main": ["主导航", "Main"],
  "nav.languages": ["语言", "Language"],
  "nav.search": ["检索", "Search"],
  "nav.panel": ["统计", "Panels"],
  "nav.try": ["试一试", "Try it"],
  "nav.sources": ["来源", "Sources"],
  "nav.api": ["接口", "API"],
  "nav.pages": ["翻页", "Pages"],
  "page.previous": ["上一页", "Previous"],
  "page.next": ["下一页", "Next"],
  "page.number": ["第 {page} 页，共 {pages} 页", "Page {page} of {pages}"],
  "list.and": ["、", ", "],
  "value.unknown": ["未知", "unknown"],
} as const satisfies MessageTable;
