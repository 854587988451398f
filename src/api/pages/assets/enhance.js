// Enhances the pages; every one of them works without it. Nothing here writes markup: texts go in as texts.

/** "/" leads to the search box from wherever nothing is being written. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = document.activeElement;
  if (at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName))) return;
  const box = document.querySelector('input[type="search"]');
  if (!(box instanceof HTMLInputElement)) return;
  event.preventDefault();
  box.focus();
  box.select();
});

/** Completes a field while it is written, where the server knows more values than the form came with. */
for (const list of document.querySelectorAll("datalist[data-suggest]")) {
  const input = document.querySelector(`input[list="${list.id}"]`);
  const field = list.getAttribute("data-suggest") ?? "";
  let timer = 0;
  input?.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const written = input.value.trim();
      if (written === "") return;
      const answer = await fetch(`/suggest?${new URLSearchParams({ field, q: written.slice(0, 100) })}`);
      // the values that the form came with serve where the server has none to give
      if (!answer.ok) return;
      const { values } = await answer.json();
      list.replaceChildren(
        ...values.map((value) => {
          const option = document.createElement("option");
          option.value = value;
          return option;
        }),
      );
    }, 150);
  });
}

/** "Read on" adds the next section of a document below the ones that are read, instead of leaving for its page. */
document.addEventListener("click", async (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-more]") : null;
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const answer = await fetch(link.href, { headers: { accept: "text/html" } });
  const text = document.querySelector(".reading .text");
  const next = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const paragraphs = next?.querySelector(".reading .text");
  if (!text || !paragraphs) {
    location.assign(link.href);
    return;
  }
  const added = [...paragraphs.children].map((paragraph) => document.adoptNode(paragraph));
  text.append(...added);
  const rows = [...(next?.querySelectorAll(".entities tbody > tr") ?? [])].map((row) => document.adoptNode(row));
  document.querySelector(".entities tbody")?.append(...rows);
  const before = document.querySelector("nav.sections");
  const behind = next?.querySelector("nav.sections");
  if (before && behind) before.replaceWith(document.adoptNode(behind));
  const [first] = added;
  if (first instanceof HTMLElement) {
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }
});
