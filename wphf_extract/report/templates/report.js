"use strict";
// Comforts on top of a page that is whole without them: filter and sort, notes at the evidence, unfolding.
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // -- filter and sort the table

  const form = one("#filters");
  if (form) {
    const body = one("#table tbody");
    const rows = all("tr", body);
    const heads = all("#table thead th");
    const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const texts = rows.map((row) => ({ o: fold(row.cells[0].textContent), l: fold(row.cells[1].textContent) }));

    const filter = () => {
      const wanted = new FormData(form);
      const words = { o: fold(wanted.get("o").trim()), l: fold(wanted.get("l").trim()) };
      let shown = 0;
      rows.forEach((row, at) => {
        row.hidden = !(
          ["o", "l"].every((name) => texts[at][name].includes(words[name])) &&
          ["a", "t"].every((name) => !wanted.get(name) || row.dataset[name].split(" ").includes(wanted.get(name)))
        );
        shown += !row.hidden;
      });
      const all = rows.length.toLocaleString("en");
      one("[role=status]", form).textContent = shown ? `${shown.toLocaleString("en")} of ${all} shown` : "Nothing matches";
    };

    const sort = (column) => {
      const head = heads[column];
      const isNumber = head.hasAttribute("data-number");
      const first = isNumber ? "descending" : "ascending";
      const order = head.ariaSort === first ? (isNumber ? "ascending" : "descending") : first;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.ariaSort = order;
      const key = (row) => row.cells[column].textContent.trim();
      const number = (row) => Number(key(row).replaceAll(",", ""));
      const compare = isNumber ? (a, b) => number(a) - number(b) : (a, b) => key(a).localeCompare(key(b), "en");
      const sign = order === "ascending" ? 1 : -1;
      const isEmpty = (row) => key(row) === "";
      // rows without a value stand last, whichever way
      const sorted = [...rows].sort((a, b) => isEmpty(a) - isEmpty(b) || sign * compare(a, b));
      body.append(...sorted);
    };

    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(column));
      head.append(button);
    });
    form.addEventListener("input", filter);
    one("button", form).addEventListener("click", () => {
      form.reset();
      filter();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    filter();
  }

  // -- a note at the evidence that is pointed at or has the focus

  const note = document.createElement("div");
  note.id = "note";
  note.role = "tooltip";
  note.hidden = true;
  one("main").append(note);
  let at = null; // the mark it belongs to
  let leaving = 0;

  const anchorsOf = (mark) => (mark.dataset.v ?? decodeURIComponent(mark.hash.slice(1))).split(" ");
  const outermost = (mark) => mark.closest(".text a");

  const line = (row) => {
    const [field, words, meaning, rule] = row.cells;
    const p = document.createElement("p");
    const name = document.createElement("b");
    name.textContent = field.textContent;
    const code = document.createElement("code");
    code.textContent = rule.textContent;
    p.append(name, ` ${meaning.textContent} `, code);
    p.title = words.textContent;
    return p;
  };

  const hide = () => {
    if (at) outermost(at).removeAttribute("aria-describedby");
    at = null;
    note.hidden = true;
  };

  // below the words, or above them where there is no room; never beyond the window
  const place = () => {
    if (!at) return;
    const lines = [...at.getClientRects()];
    const room = document.documentElement.clientWidth - note.offsetWidth - 8;
    const isBelow = lines.at(-1).bottom + 6 + note.offsetHeight < innerHeight;
    const words = lines.at(isBelow ? -1 : 0);
    note.style.left = `${Math.max(8, Math.min(words.left, room))}px`;
    note.style.top = `${isBelow ? words.bottom + 6 : words.top - note.offsetHeight - 6}px`;
  };

  const show = (mark, marks) => {
    hide();
    at = mark;
    outermost(at).setAttribute("aria-describedby", "note");
    const rows = marks.flatMap(anchorsOf).map((anchor) => document.getElementById(anchor));
    note.replaceChildren(...rows.filter(Boolean).map(line));
    note.hidden = false;
    place();
  };

  const markOf = (target) => (target instanceof Element ? target.closest(".text a, .text span[data-v]") : null);
  // what is pointed at: the innermost mark and those around it; what has the focus: the link and all marks inside
  const around = (mark) => (mark === outermost(mark) ? [mark] : [mark, ...around(markOf(mark.parentElement))]);
  const within = (mark) => [mark, ...all("[data-v]", mark)];

  document.addEventListener("pointerover", ({ target }) => {
    const mark = markOf(target);
    if (mark) {
      clearTimeout(leaving);
      show(mark, around(mark));
    } else if (note.contains(target)) {
      clearTimeout(leaving);
    } else if (at && at !== document.activeElement) {
      clearTimeout(leaving);
      leaving = setTimeout(hide, 200);
    }
  });
  document.addEventListener("focusin", ({ target }) => {
    const mark = markOf(target);
    if (mark) show(mark, within(mark));
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("scroll", place, { passive: true });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
  // a finger shows the note and stays where it reads; the Enter key (no detail) follows the link
  document.addEventListener("click", (event) => {
    if (event.detail && markOf(event.target)) event.preventDefault();
  });

  // -- unfold what is gone to, and on paper the pages; lists of values print if the reader unfolded them

  const unfold = () => {
    const goal = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!goal) return;
    for (let part = goal; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    goal.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all(".page:not([open])");
    folded.forEach((part) => (part.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((part) => (part.open = false)));
})();
