"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const announce = document.querySelector(".announce");
  let chosen = null;

  const current = () => document.querySelector(".document.current");
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const wide = () => matchMedia("(min-width: 62rem)").matches;
  const scroll = (element, block) =>
    element.scrollIntoView({ block, inline: "nearest", behavior: calm() ? "auto" : "smooth" });

  function clear() {
    for (const segment of all(".s.on")) segment.classList.remove("on", "on-m", "on-s", "on-q", "on-c");
    for (const item of all('.item[aria-pressed="true"]')) item.setAttribute("aria-pressed", "false");
    for (const value of all(".value.shown")) value.classList.remove("shown");
    chosen = null;
  }

  // "m12-40 s3-9": the words of the event from 12 to 40, the source from 3 to 9
  function stretches(holder) {
    return (holder.dataset.spans || "").split(" ").filter(Boolean).map((part) => {
      const [start, end] = part.slice(1).split("-").map(Number);
      return { role: part[0], start, end };
    });
  }

  function light(holder) {
    const spans = stretches(holder);
    const lit = [];
    for (const segment of all("article .s", holder.closest(".document"))) {
      const [start, end] = segment.dataset.at.split("-").map(Number);
      for (const span of spans) {
        if (span.start <= start && end <= span.end) {
          segment.classList.add("on", "on-" + span.role);
          lit.push({ segment, role: span.role });
        }
      }
    }
    const first = lit.find((one) => one.role === "m") || lit.find((one) => one.role === "c") || lit[0];
    return first && first.segment;
  }

  function view(name) {
    const section = current();
    section.dataset.view = name;
    for (const button of all(".switch button")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === name));
    }
  }

  function choose(item, { words = true, card = false } = {}) {
    clear();
    chosen = item;
    if (item.classList.contains("item")) item.setAttribute("aria-pressed", "true");
    else item.classList.add("shown");
    if (item.id) history.replaceState(null, "", "#" + item.id);
    const first = light(item);
    announce.textContent = item.textContent.replace(/\s+/g, " ").trim();
    if (words && first) {
      if (!wide()) view("report");
      scroll(first, "center");
    }
    if (card) {
      if (!wide()) view("events");
      scroll(item, wide() ? "nearest" : "center");
    }
  }

  // a second click on the same words goes to the next thing they belong to
  function follow(segment) {
    const items = segment.dataset.items.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
    if (!items.length) return;
    choose(items[(items.indexOf(chosen) + 1) % items.length], { words: false, card: true });
  }

  function step(by) {
    const items = all(".item", current());
    if (!items.length) return;
    const active = document.activeElement.closest(".item");
    const at = items.indexOf(chosen && chosen.classList.contains("item") ? chosen : active);
    const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, at + by))];
    next.focus({ preventScroll: true });
    choose(next, { words: wide() });
    scroll(next, "nearest");
  }

  function open(id) {
    const found = id && document.getElementById(id);
    const target = found && found.closest(".document");
    if (!target) return;
    clear();
    scrollTo(0, 0);
    for (const section of all(".document")) section.classList.toggle("current", section === target);
    for (const link of all(".reports a")) {
      if (link.hash === "#" + target.id) {
        link.setAttribute("aria-current", "page");
        link.scrollIntoView({ block: "nearest", inline: "nearest" });
      } else link.removeAttribute("aria-current");
    }
    view(target.dataset.view);
    if (found.classList.contains("item")) choose(found);
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    const holder = target.closest(".item, .value");
    if (holder) return choose(holder);
    const show = target.closest("[data-show]");
    if (show) {
      view(show.dataset.show);
      return scrollTo(0, 0);
    }
    const tag = target.closest(".tag");
    if (tag) return choose(document.getElementById(tag.dataset.for), { words: false, card: true });
    const link = target.closest(".reports a");
    if (link) {
      event.preventDefault();
      history.replaceState(null, "", link.hash);
      return open(link.hash.slice(1));
    }
    if (getSelection().toString()) return;
    const segment = target.closest("[data-items]");
    if (segment) follow(segment);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    const inPanel = event.target.closest("aside");
    if (event.key === "j" || (inPanel && event.key === "ArrowDown")) step(1);
    else if (event.key === "k" || (inPanel && event.key === "ArrowUp")) step(-1);
    else if (event.key === "Escape") clear();
    else if ((event.key === "Enter" || event.key === " ") && event.target.matches(".s[data-items]")) follow(event.target);
    else if ((event.key === "Enter" || event.key === " ") && event.target.matches("span.value")) choose(event.target);
    else return;
    event.preventDefault();
  });

  for (const box of all("[data-layer]")) {
    const toggle = () => root.classList.toggle("hide-" + box.dataset.layer, !box.checked);
    box.addEventListener("change", toggle);
    toggle();
  }
  addEventListener("hashchange", () => open(location.hash.slice(1)));
  open(location.hash.slice(1));
})();
