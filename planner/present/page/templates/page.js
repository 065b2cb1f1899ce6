(() => {
  "use strict";
  const page = JSON.parse(document.getElementById("page").textContent);
  const rowsOf = (places) => places.map((place) => structuredClone(page.pool[place]));
  const dataOf = (named) => Object.fromEntries(Object.entries(named).map(([name, rows]) => [name, rowsOf(rows)]));
  const views = new Map();
  const slider = document.querySelector("#slider, #choice");

  const NARROW = 560;
  const TALLEST = 700;

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  // Charts are drawn as wide as the reader's screen; a map keeps its shape.
  const sized = (figure, box) => {
    const width = Math.max(260, Math.floor(box.clientWidth) - 4);
    if (!figure.aspect) return { width };
    const fitted = Math.min(width, Math.round(TALLEST / figure.aspect));
    return { width: fitted, height: Math.round(fitted * figure.aspect) };
  };

  const draw = async (id, figure) => {
    const box = document.querySelector(`[id="${id}"] .chart`);
    const spec = { ...figure.spec, datasets: dataOf({ ...page.shared, ...figure.data }), ...sized(figure, box) };
    if (spec.width < NARROW) {
      spec.config = { ...spec.config, legend: { ...spec.config.legend, columns: 1 } };
    }
    spec.autosize = { type: "fit-x", contains: "padding" };
    const options = { actions: false, renderer: "svg", ast: true };
    // Vega names what it draws into after itself: it draws inside the box, which says in words what is shown.
    const drawn = element("div");
    drawn.setAttribute("aria-hidden", "true");
    box.replaceChildren(drawn);
    const { view } = await vegaEmbed(drawn, spec, options);
    views.set(id, { view, figure, box, width: spec.width });
  };

  const refit = async () => {
    for (const [id, held] of [...views]) {
      if (sized(held.figure, held.box).width !== held.width && held.box.clientWidth) {
        held.view.finalize();
        await draw(id, held.figure);
      }
    }
  };

  // A word that is longer than names are may be broken, so that a table fits on paper.
  const mayBreak = (cell) => cell.classList.toggle("long", /\S{21}/.test(cell.textContent));

  const cells = (row, numeric) => row.map((value, place) => {
    const cell = element(place ? "td" : "th", undefined, numeric.has(place) ? "number" : "");
    if (!place) cell.scope = "row";
    if (typeof value !== "string") {
      const swatch = cell.appendChild(element("span", undefined, "swatch"));
      swatch.style.background = value.colour;
    }
    cell.append(typeof value === "string" ? value : value.text);
    mayBreak(cell);
    return cell;
  });

  const fillTable = (id, rows) => {
    const table = document.getElementById(id);
    const numeric = new Set([...table.tHead.rows[0].cells].flatMap((th, i) => (th.className ? [i] : [])));
    table.tBodies[0].replaceChildren(...rowsOf(rows).map((row) => {
      const line = element("tr");
      line.append(...cells(row, numeric));
      return line;
    }));
  };

  const fillFigure = async (id, told) => {
    const figure = document.getElementById(id);
    figure.querySelector(".chart").setAttribute("aria-label", told.alt);
    const held = views.get(id);
    held.figure = { ...held.figure, data: told.data };
    for (const [name, rows] of Object.entries(dataOf(told.data))) held.view.data(name, rows);
    await held.view.runAsync();
  };

  const fillSection = async (id, told) => {
    const section = document.getElementById(id);
    section.querySelector(".sentences").replaceChildren(...told.sentences.map((text) => element("p", text)));
    section.querySelector(".facts").replaceChildren(...told.facts.map(([what, value]) => {
      const pair = element("div");
      pair.append(element("dt", what), element("dd", value));
      return pair;
    }));
    for (const [table, rows] of Object.entries(told.tables)) fillTable(table, rows);
    for (const [figure, drawn] of Object.entries(told.figures)) await fillFigure(figure, drawn);
  };

  const choose = async () => {
    const picked = document.querySelector("input[name=series]:checked");
    const option = page.series[picked ? Number(picked.value) : 0][Number(slider.value)];
    if (slider.type === "range") { // a list says itself what is chosen
      slider.setAttribute("aria-valuetext", option.label);
      document.querySelector("output").textContent = option.label;
    }
    for (const [id, told] of Object.entries(page.base)) {
      await fillSection(id, { ...told, ...option.sections[id] });
    }
  };

  // One redraw at a time: what was chosen last is drawn last. The page says when it shows what was chosen.
  let queue = Promise.resolve();
  let waiting = 0;
  const after = (work) => {
    waiting += 1;
    document.documentElement.dataset.ready = "no";
    queue = queue.catch(() => {}).then(work).finally(() => {
      waiting -= 1;
      if (!waiting) document.documentElement.dataset.ready = "yes";
    });
  };

  let resized;
  addEventListener("resize", () => {
    clearTimeout(resized);
    resized = setTimeout(() => after(refit), 200);
  });
  if (slider) {
    slider.form.addEventListener("input", () => after(choose));
    slider.form.addEventListener("submit", (event) => event.preventDefault());
    // The form stays on top of the page: what a link leads to comes to stand under it, not behind it.
    new ResizeObserver(() => {
      const stays = getComputedStyle(slider.form).position === "sticky";
      document.documentElement.style.scrollPaddingTop = `${stays ? slider.form.offsetHeight + 8 : 0}px`;
    }).observe(slider.form);
  }
  document.querySelectorAll("tbody th, tbody td").forEach(mayBreak);
  after(() => Promise.all(Object.entries(page.figures).map(([id, figure]) => draw(id, figure))));
})();
