/* The lines of a table that is typed, as parts of the annual report have it. The page holds as many
   fields as there may be lines; here those not yet used are hidden, and lines are added, moved and
   taken out by moving what stands in the fields: nothing waits for the server, and a draft keeps it
   (tindak-lanjut.js). What is copied from Word or Excel fills many fields at once; in a text each of its
   rows is a line, in which a sign parts the cells. */
(() => {
  "use strict";
  if (window.sekampadiBaris) return;
  window.sekampadiBaris = true;
  const QUESTION = "Hapus baris ini beserta isinya?";

  const editorOf = (el) => el.closest?.("[data-editor]");
  const rowsOf = (editor) => [...editor.querySelectorAll("[data-baris-isian]")];
  const fieldsOf = (row) => [...row.querySelectorAll("input")];
  const valuesOf = (row) => fieldsOf(row).map((el) => el.value);
  const filled = (row) => valuesOf(row).some((text) => text.trim());
  const shown = new WeakMap();

  const say = (editor, words) => {
    editor.querySelector("[data-baris-kabar]").textContent = words;
  };

  const refresh = (editor, least = 1) => {
    const rows = rowsOf(editor);
    const last = rows.findLastIndex(filled) + 1;
    const count = Math.min(rows.length, Math.max(last, shown.get(editor) ?? 1, least, 1));
    shown.set(editor, count);
    rows.forEach((row, at) => {
      row.hidden = at >= count;
      row.querySelector("[data-baris-naik]").disabled = at === 0;
      row.querySelector("[data-baris-turun]").disabled = at >= count - 1;
    });
    const add = editor.querySelector("[data-baris-tambah]");
    add.hidden = rows.length === 1;
    add.disabled = count >= rows.length;
  };

  const fill = (editor, changes) => {
    window.sekampadiJaga.fill(editor.closest("form"), changes);
  };

  /* Lines from one on are given other words; only fields that change are touched. */
  const write = (rows, from, lines) => {
    const changes = {};
    lines.forEach((line, step) => {
      const row = rows[from + step];
      if (!row) return;
      fieldsOf(row).forEach((el, at) => {
        if (el.value !== (line[at] ?? "")) changes[el.name] = line[at] ?? "";
      });
    });
    fill(editorOf(rows[0]), changes);
  };

  const move = (editor, at, to) => {
    const rows = rowsOf(editor);
    if (to < 0 || to >= shown.get(editor)) return;
    const [a, b] = [valuesOf(rows[at]), valuesOf(rows[to])];
    write(rows, at, [b]);
    write(rows, to, [a]);
    const name = to < at ? "naik" : "turun";
    const next = rows[to].querySelector(`[data-baris-${name}]`);
    (next.disabled ? fieldsOf(rows[to])[0] : next).focus();
    say(editor, `Baris ${at + 1} menjadi baris ${to + 1}`);
  };

  const remove = (editor, at) => {
    const rows = rowsOf(editor);
    if (filled(rows[at]) && !confirm(QUESTION)) return;
    const count = shown.get(editor);
    const rest = rows.slice(at + 1, count).map(valuesOf);
    write(rows, at, [...rest, []]);
    shown.set(editor, Math.max(1, count - 1));
    refresh(editor);
    fieldsOf(rows[Math.min(at, shown.get(editor) - 1)])[0].focus();
    say(editor, `Baris ${at + 1} dihapus`);
  };

  const add = (editor) => {
    const count = shown.get(editor);
    const rows = rowsOf(editor);
    if (count >= rows.length) return;
    refresh(editor, count + 1);
    fieldsOf(rows[count])[0].focus();
    if (count + 1 === rows.length) say(editor, `Paling banyak ${rows.length} baris`);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    const editor = button && editorOf(button);
    if (!editor) return;
    const at = rowsOf(editor).indexOf(button.closest("[data-baris-isian]"));
    if ("barisTambah" in button.dataset) add(editor);
    else if ("barisNaik" in button.dataset) move(editor, at, at - 1);
    else if ("barisTurun" in button.dataset) move(editor, at, at + 1);
    else if ("barisHapus" in button.dataset) remove(editor, at);
  });

  /* Enter goes on to the next line, as in a sheet: it does not save what is half typed. */
  document.addEventListener("keydown", (event) => {
    const row = event.target.closest?.("[data-baris-isian]");
    if (!row || event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
    event.preventDefault();
    const editor = editorOf(row);
    const rows = rowsOf(editor);
    const at = rows.indexOf(row);
    if (at + 1 >= shown.get(editor)) add(editor);
    const column = fieldsOf(row).indexOf(event.target);
    if (rows[at + 1] && !rows[at + 1].hidden) fieldsOf(rows[at + 1])[column].focus();
  });

  /* A first column that only counts the lines: the page counts them itself. */
  const counts = (lines) => {
    const numbers = lines.map((cells) => Number(/^(\d{1,3})[.)]?$/.exec(cells[0])?.[1] ?? NaN));
    return numbers.length > 0 && numbers.every((n, at) => n === numbers[0] + at);
  };
  const widthOf = (lines) => Math.max(...lines.map((cells) => cells.findLastIndex((cell) => cell) + 1));

  /* ---- tables of the clipboard ---------------------------------------------------------- */

  const BETWEEN = " | ";
  const WIDEST = 60;
  const BLOCKS = "p, div, li, h1, h2, h3, h4, h5, h6, td, th, tr";

  const wordsOf = (el) => {
    el.querySelectorAll("br").forEach((br) => br.replaceWith(" "));
    el.querySelectorAll(BLOCKS).forEach((block) => block.append(" "));
    return el.textContent.replace(/\s+/g, " ").trim();
  };

  /* The cells of a table, each in its column also where one spans several. */
  const gridOf = (table) => {
    const rows = [...table.rows].map(() => []);
    [...table.rows].forEach((tr, y) => {
      let x = 0;
      for (const cell of tr.cells) {
        while (rows[y][x] !== undefined) x += 1;
        if (x >= WIDEST) break;
        const [wide, high] = [Math.min(cell.colSpan, WIDEST), Math.min(cell.rowSpan || 1, rows.length - y)];
        const words = wordsOf(cell);
        for (let dy = 0; dy < high; dy += 1) {
          for (let dx = 0; dx < wide; dx += 1) rows[y + dy][x + dx] = dx || dy ? "" : words;
        }
        x += wide;
      }
    });
    return rows.map((cells) => Array.from(cells, (cell) => cell ?? ""));
  };

  /* Another document: nothing in it is loaded or run. */
  /* Styles of other programs are left out: the policy of the pages would refuse them, and say so. */
  const pagesOf = (data) =>
    window.sekampadi.parsed(data.getData("text/html").replace(/<style\b[^]*?<\/style>/gi, ""));

  const join = (cells) => cells.slice(0, cells.findLastIndex((cell) => cell) + 1).join(BETWEEN);

  const linesOf = (node, lines = [""]) => {
    const end = () => lines.at(-1) && lines.push("");
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        const [before, words] = [lines.pop(), child.data.replace(/\s+/g, " ")];
        lines.push(before + (before ? words : words.trimStart()));
      }
      if (child.nodeType !== Node.ELEMENT_NODE || child.matches("style, script, title")) continue;
      const block = child.matches(BLOCKS);
      if (child.matches("br") || block) end();
      if (child.matches("table")) {
        end();
        gridOf(child).map(join).filter(Boolean).forEach((line) => lines.push(line));
        lines.push("", "");
      } else linesOf(child, lines);
      if (block) end();
    }
    return lines;
  };

  /* A number or a sign before a tab begins an item of a list, and no row of a table. */
  const ITEM = /^\s*(?:[^\p{L}\p{N}\t]|\(?[\p{L}\p{N}]{1,4}[.)])\t/u;

  /* What is pasted into a text, if it holds a table; else nothing, and the browser pastes. */
  const textOf = (data) => {
    const page = pagesOf(data);
    if (page.querySelector("table")) {
      const whole = linesOf(page.body).map((line) => line.trim()).join("\n");
      return whole.replace(/\n{3,}/g, "\n\n").trim();
    }
    const lines = data.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
    const rows = lines.filter((line) => !ITEM.test(line) && /\S.*\t.*\S/.test(line));
    if (data.getData("text/html") || !rows.length) return "";
    const split = (line) => join(line.split("\t").map((cell) => cell.trim()));
    return lines.map((line) => (rows.includes(line) ? split(line) : line)).join("\n");
  };

  document.addEventListener("paste", (event) => {
    const field = event.target;
    if (!event.clipboardData || !field.matches?.("dialog textarea[name=teks]")) return;
    const text = textOf(event.clipboardData);
    if (!text) return;
    event.preventDefault();
    // Unlike a value that is set, this can be undone, and is an input.
    document.execCommand("insertText", false, text);
  });

  /* The rows of headings with which a table begins. */
  const headsOf = (table) => {
    const rows = [...table.rows];
    const body = rows.findIndex(
      (tr) => !tr.closest("thead") && [...tr.cells].some((cell) => cell.matches("td")),
    );
    return Math.max(body, 0);
  };

  /* A first row that names the columns, as the editor calls them or with a column of numbers. */
  const isHead = (cells, row) => {
    const plain = (words) => words.replace(/[\s*:]+/g, " ").trim().toLowerCase();
    const names = [...row.querySelectorAll(".lt-nama-kolom")].map((el) => plain(el.textContent));
    const found = cells.map(plain).filter(Boolean);
    if (/^no(mor)?\.?$/.test(found[0] ?? "") && found.length > 1) return true;
    return found.length > 0 && found.every((words) => names.includes(words));
  };

  /* The rows of what is pasted into fields: of a table as it is drawn, or of lines with tabs. */
  const cellsOf = (data) => {
    const tables = pagesOf(data).querySelectorAll("table");
    if (tables.length === 1) {
      return gridOf(tables[0]).slice(headsOf(tables[0])).filter((cells) => cells.some(Boolean));
    }
    const text = data.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    if (!/[\t\n]/.test(text)) return [];
    return text.split("\n").map((line) => line.split("\t").map((cell) => cell.trim()));
  };

  document.addEventListener("paste", (event) => {
    const row = event.target.closest?.("[data-baris-isian]");
    let lines = row && event.clipboardData ? cellsOf(event.clipboardData) : [];
    if (!lines.length || (lines.length === 1 && lines[0].length === 1)) return;
    event.preventDefault();
    const tables = pagesOf(event.clipboardData).querySelectorAll("table");
    let headed = tables.length === 1 && headsOf(tables[0]) > 0;
    // Of a table without anything beneath its headings they are what was meant.
    if (!headed && lines.length > 1 && isHead(lines[0], row)) {
      headed = true;
      lines = lines.slice(1);
    }
    const editor = editorOf(row);
    const rows = rowsOf(editor);
    const first = rows.indexOf(row);
    const column = fieldsOf(row).indexOf(event.target);
    const numbered = column === 0 && widthOf(lines) > 1 && counts(lines);
    if (numbered) lines = lines.map((cells) => cells.slice(1));
    const fit = lines.slice(0, rows.length - first);
    // What stands in the fields beside is kept.
    const whole = fit.map((cells, step) => {
      const there = valuesOf(rows[first + step]);
      cells.forEach((cell, at) => {
        if (column + at < there.length) there[column + at] = cell;
      });
      return there;
    });
    write(rows, first, whole);
    refresh(editor);
    const left = lines.length - fit.length;
    const over = column + widthOf(fit) - fieldsOf(row).length;
    const lost = [left > 0 && `${left} baris`, over > 0 && `${over} kolom`].filter(Boolean).join(" dan ");
    const said = lost ? `${lost} tidak muat dan tidak ditempelkan` : `${fit.length} baris ditempelkan`;
    const passed = [headed && "baris judul", numbered && "kolom nomor"].filter(Boolean).join(" dan ");
    say(editor, passed ? `${said}; ${passed} dilewati` : said);
  });

  document.addEventListener("input", (event) => {
    const editor = editorOf(event.target);
    if (editor) refresh(editor);
  });

  const seen = new WeakSet();
  const look = () => {
    for (const editor of document.querySelectorAll("[data-editor]")) {
      if (seen.has(editor) || !rowsOf(editor).length) continue;
      seen.add(editor);
      refresh(editor);
    }
  };

  const start = () => {
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
