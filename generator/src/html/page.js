"use strict";
// Everything stands in the page without this: it hides what is not asked for, and folds.
(() => {
  const form = document.getElementById("filter");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const details = all("details.group");
  const folded = new Map(details.map((group) => [group, !group.open]));
  // So many things are a list that can be looked through.
  const FEW = 50;

  if (form) {
    const items = all(".items > li").map((item) => ({
      item,
      grave: item.closest("[data-grave]").dataset.grave,
      kind: item.closest("[data-kind]").dataset.kind,
      text: "",
    }));
    const status = form.querySelector(".shown");
    const fields = ["grave", "kind", "words"];

    const show = () => {
      const [grave, kind] = ["grave", "kind"].map((name) => form.elements[name].value);
      const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = Boolean(grave || kind || words.length);
      let shown = 0;
      for (const entry of items) {
        let fits = (!grave || entry.grave === grave) && (!kind || entry.kind === kind);
        if (fits && words.length) {
          entry.text ||= `${entry.kind} ${entry.item.textContent}`.toLowerCase();
          fits = words.every((word) => entry.text.includes(word));
        }
        entry.item.hidden = !fits;
        shown += fits;
      }
      for (const group of all(".group")) {
        const left = all(".items > li:not([hidden])", group).length;
        const whole = all(".items > li", group).length;
        group.hidden = !left;
        const count = group.querySelector(":scope > summary > .count");
        if (count) count.textContent = left === whole ? whole : `${left} of ${whole}`;
      }
      details.forEach((group) => (group.open = chosen ? shown <= FEW : !folded.get(group)));
      status.textContent = `${shown} of ${items.length}`;
    };

    // What is chosen stands in the address, which can be given on.
    const remember = () => {
      const chosen = fields.filter((name) => form.elements[name].value).map((name) => [name, form.elements[name].value]);
      try {
        history.replaceState(null, "", `#${new URLSearchParams(chosen)}`);
      } catch {
        // A page in a frame has no address of its own.
      }
    };
    const recall = () => {
      const address = location.hash.slice(1);
      if (!address.includes("=")) return;
      const chosen = new URLSearchParams(address);
      fields.forEach((name) => (form.elements[name].value = chosen.get(name) ?? ""));
      show();
      form.scrollIntoView();
    };

    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => (show(), remember()));
    form.addEventListener("reset", () => setTimeout(() => (show(), remember())));
    form.elements.unfold.addEventListener("click", () => details.forEach((group) => (group.open = true)));
    form.elements.fold.addEventListener("click", () => details.forEach((group) => (group.open = false)));
    addEventListener("hashchange", recall);
    recall();
  }

  // Paper cannot be unfolded.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open])");
    opened.forEach((group) => (group.open = true));
  });
  addEventListener("afterprint", () => opened.forEach((group) => (group.open = false)));
})();
