/** The pages' one style sheet. */
export const style = `
:root { color-scheme: light dark; --ink: #1d2530; --paper: #fdfdfb; --line: #d9d6cc; --accent: #9c2f22; --mark: #ffe8a3; --dim: #6a6f78 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e3dc; --paper: #17191d; --line: #3a3d44; --accent: #f08a75; --mark: #6b5310; --dim: #9aa0aa } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 54rem; padding: 1.5rem 1rem 4rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.65 system-ui, "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif }
[lang="zh-Hant"] { font-family: system-ui, "Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", sans-serif }
header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .5rem }
h1 { font-size: 1.25rem; margin: 0 }
nav a { margin-left: .75rem }
nav a[aria-current] { color: inherit; text-decoration: none; font-weight: 600 }
a { color: var(--accent) }
form { margin: 1.25rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem }
.query { display: flex; gap: .5rem }
.query input { flex: 1; font-size: 1.1rem }
input, select, button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .35rem; padding: .4rem .6rem; min-width: 0 }
button { background: var(--accent); border-color: var(--accent); color: var(--paper); cursor: pointer }
.hint, .facts, .total { color: var(--dim); font-size: .9rem; margin: .4rem 0 }
.filters { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .6rem; margin-top: .6rem }
.filters label { display: flex; flex-direction: column; font-size: .85rem; color: var(--dim) }
.filters input, .filters select { width: 100%; color: var(--ink) }
ol { padding-left: 1.75rem }
li { margin-bottom: 1.5rem }
h2 { font-size: 1.1rem; line-height: 1.4; margin: 0 }
.snippet { margin: .25rem 0 }
.attachment { border-left: 1px solid var(--line); margin: .4rem 0; padding-left: .75rem }
mark { background: var(--mark); color: inherit; padding: 0 .1em; border-radius: .15em }
.mistake { border-left: .25rem solid var(--accent); padding-left: .75rem }
.pages { display: flex; gap: 1rem; justify-content: center }
`;
