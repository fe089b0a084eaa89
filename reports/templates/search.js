// The search page: reads the parts of the index that hold the words asked for.
// Parts are scripts, for a page that was opened from disk may load nothing else.
"use strict";
(() => {
  const PER_STEP = 20;
  const DAY_ZERO = Date.UTC(1800, 0, 1);
  const DIGITS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  const main = document.querySelector(".search");
  const say = main.dataset;
  const form = main.querySelector("form");
  const status = main.querySelector("[role=status]");
  const list = main.querySelector("ol");
  const more = main.querySelector(".more");
  const common = new Set(say.common.split(" "));
  const towns = new Map([...form.elements.m.options].map((o) => [o.value, o.text]));
  const parts = new Set();
  const words = new Map();
  const days = new Map();

  window.ordlyd = {
    parts: (keys) => keys.split(" ").forEach((key) => parts.add(key)),
    words: (key, entries) => words.set(key, new Map(Object.entries(entries))),
    day: (town, code, rows) => days.set(town + code, rows),
  };

  const loaded = new Map();
  function load(path) {
    if (!loaded.has(path)) {
      loaded.set(path, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = path;
        script.onload = done;
        script.onerror = () => failed(new Error(path));
        document.head.append(script);
      }));
    }
    return loaded.get(path);
  }

  // The Snowball stemmer for Danish: https://snowballstem.org/algorithms/danish/stemmer.html
  const VOWELS = "aeiouyæøå";
  const ENDINGS = ("erendes erende hedens ethed erede heden heder endes ernes erens erets ered " +
    "ende erne eren erer heds enes eres eret hed ene ere ens ers ets en er es et e").split(" ");
  function stem(word) {
    let vowel = [...word].findIndex((ch) => VOWELS.includes(ch));
    if (word.length < 3 || vowel < 0) return word;
    while (vowel < word.length && VOWELS.includes(word[vowel])) vowel += 1;
    const r1 = Math.max(vowel + 1, 3);
    if (vowel >= word.length) return word;
    const ends = (ending) => word.endsWith(ending) && word.length - ending.length >= r1;
    const cut = (n) => { word = word.slice(0, word.length - n); };
    const pair = () => { if (["gd", "dt", "gt", "kt"].some(ends)) cut(1); };
    const ending = ENDINGS.find(ends);
    if (ending) cut(ending.length);
    else if (ends("s") && /[abcdfghjklmnoprtvyzå]s$/.test(word)) cut(1);
    pair();
    if (word.endsWith("igst")) cut(2);
    const other = ["elig", "lig", "els", "ig"].find(ends);
    if (other) { cut(other.length); pair(); } else if (ends("løst")) cut(1);
    const last = word.at(-1);
    if (ends(last) && /[bdfgklmnprst]/.test(last) && word.at(-2) === last) cut(1);
    return word;
  }
  window.ordlyd.stem = stem;

  // What is asked for: stems, word beginnings (ord*) and case numbers, all of which must be met.
  function asked(text) {
    const found = [];
    for (const term of text.normalize("NFC").toLowerCase().split(/\s+/)) {
      const letters = term.match(/[\p{L}\p{N}]+/gu) || [];
      if (letters.length > 2 && /^[\d.]+[.-]/.test(term)) {
        found.push({ stem: letters.join(""), open: false });
        continue;
      }
      letters.forEach((word, at) => {
        const open = term.endsWith("*") && at === letters.length - 1 && word.length > 2;
        const one = stem(word);
        if (open) found.push({ stem: one.length > 2 ? one : word, open });
        else if (one.length > 1 && !common.has(one)) found.push({ stem: one, open });
      });
    }
    return found.slice(0, 12);
  }

  async function placesOf({ stem: wanted, open }, town) {
    const key = [...wanted].slice(0, 3).join("");
    if (!parts.has(key)) return [new Set(), new Set()];
    await load("search/words/w-" + [...key].map((ch) =>
      /[a-z0-9]/.test(ch) ? ch : `_${ch.codePointAt(0).toString(16)}_`).join("") + ".js");
    const entries = words.get(key);
    const stems = open ? [...entries.keys()].filter((s) => s.startsWith(wanted)) : [wanted];
    const sets = [new Set(), new Set()];
    for (const one of stems) {
      (entries.get(one) || []).forEach((places, which) => {
        for (const [name, run] of Object.entries(places)) {
          if (town && name !== town) continue;
          for (let at = 0; at < run.length; at += 5) sets[which].add(run.slice(at, at + 5) + name);
        }
      });
    }
    return sets;
  }

  async function hits(terms, town) {
    const found = await Promise.all(terms.map((term) => placesOf(term, town)));
    const [first, ...others] = found.map((sets) => sets[0]).sort((a, b) => a.size - b.size);
    const all = [...first].filter((place) => others.every((set) => set.has(place)));
    const titled = new Map(all.map((p) => [p, found.filter((sets) => sets[1].has(p)).length]));
    const later = (a, b) => (a < b ? 1 : a > b ? -1 : 0);
    return all.sort((a, b) => titled.get(b) - titled.get(a) || later(a.slice(0, 3), b.slice(0, 3)) ||
      later(b, a));
  }

  const number = (code) => [...code].reduce((sum, ch) => sum * 64 + DIGITS.indexOf(ch), 0);
  const dayOf = (code) => number(code) && new Date(DAY_ZERO + number(code) * 86400000);

  async function shown(place) {
    const [code, at, town] = [place.slice(0, 3), number(place.slice(3, 5)), place.slice(5)];
    const day = dayOf(code);
    const name = day ? day.toISOString().slice(0, 10) : "undated";
    await load(`search/days/${town}/${name}.js`);
    const [title, committee, kind, path] = days.get(town + code)[at];
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = path;
    link.lang = "da";
    link.textContent = title || say.untitled;
    const note = item.appendChild(document.createElement("span"));
    note.className = "note";
    const when = day ? day.toLocaleDateString(say.locale, { dateStyle: "long", timeZone: "UTC" })
      : say.undated;
    note.textContent = [towns.get(town) || town, committee, `${kind}, ${when}`].join(" · ");
    return item;
  }

  let waiting = [];
  async function showNext() {
    const items = await Promise.all(waiting.splice(0, PER_STEP).map(shown));
    list.append(...items);
    more.hidden = waiting.length === 0;
    return items[0];
  }

  async function search(text, town) {
    await load("search/parts.js");
    const terms = asked(text);
    if (!terms.length) { status.textContent = text.trim() ? say.common_only : ""; return; }
    waiting = await hits(terms, town);
    const count = waiting.length;
    await showNext();
    status.textContent = count === 0 ? say.none : count === 1 ? say.one
      : say.many.replace("{n}", count.toLocaleString(say.locale));
  }

  const failed = () => { status.textContent = say.failed; };
  more.addEventListener("click", () => showNext().then((first) => first.firstChild.focus(), failed));
  form.hidden = false;
  const query = new URLSearchParams(location.search);
  form.elements.q.value = query.get("q") || "";
  form.elements.m.value = towns.has(query.get("m")) ? query.get("m") : "";
  if (form.elements.q.value) {
    document.title = `${form.elements.q.value} – ${document.title}`;
    search(form.elements.q.value, form.elements.m.value).catch(failed);
  }
})();
