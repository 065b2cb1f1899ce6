(() => {
  "use strict";
  const page = JSON.parse(document.getElementById("page").textContent);
  const views = new Map();
  const slider = document.getElementById("slider");

  const NARROW = 560;

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  // Charts are drawn as wide as the reader's screen; a map keeps its shape.
  const sized = (figure, box) => {
    const width = Math.max(260, Math.floor(box.clientWidth) - 4);
    return figure.aspect ? { width, height: Math.round(width * figure.aspect) } : { width };
  };

  const draw = async (id, figure) => {
    const box = document.querySelector(`[id="${id}"] .chart`);
    const spec = { ...figure.spec, datasets: { ...page.shared, ...figure.data }, ...sized(figure, box) };
    if (spec.width < NARROW) {
      spec.config = { ...spec.config, legend: { ...spec.config.legend, columns: 1 } };
    }
    spec.autosize = { type: "fit-x", contains: "padding" };
    const options = { actions: false, renderer: "svg", ast: true };
    const { view } = await vegaEmbed(box, spec, options);
    views.set(id, { view, figure, box, width: spec.width });
  };

  const refit = () => {
    for (const [id, held] of views) {
      const { width } = sized(held.figure, held.box);
      if (width !== held.width && held.box.clientWidth) {
        held.view.finalize();
        draw(id, held.figure);
      }
    }
  };

  const cells = (row, numeric) => row.map((value, place) => {
    const cell = element(place ? "td" : "th", undefined, numeric.has(place) ? "number" : "");
    if (!place) cell.scope = "row";
    if (typeof value !== "string") {
      const swatch = cell.appendChild(element("span", undefined, "swatch"));
      swatch.style.background = value.colour;
    }
    cell.append(typeof value === "string" ? value : value.text);
    return cell;
  });

  const fillTable = (id, rows) => {
    const table = document.getElementById(id);
    const numeric = new Set([...table.tHead.rows[0].cells].flatMap((th, i) => (th.className ? [i] : [])));
    table.tBodies[0].replaceChildren(...rows.map((row) => {
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
    for (const [name, rows] of Object.entries(told.data)) {
      held.view.data(name, structuredClone(rows));
    }
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
    document.documentElement.dataset.ready = "no";
    const picked = document.querySelector("input[name=series]:checked");
    const option = page.series[picked ? Number(picked.value) : 0][Number(slider.value)];
    slider.setAttribute("aria-valuetext", option.label);
    document.querySelector("output").textContent = option.label;
    for (const [id, told] of Object.entries(page.base)) {
      await fillSection(id, { ...told, ...option.sections[id] });
    }
    document.documentElement.dataset.ready = "yes";
  };

  // One redraw at a time: what was chosen last is drawn last.
  let queue = Promise.resolve();
  const onChoice = () => { queue = queue.then(choose); };

  let waiting;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(refit, 200); });
  if (slider) {
    slider.form.addEventListener("input", onChoice);
    slider.form.addEventListener("submit", (event) => event.preventDefault());
  }
  queue = Promise.all(Object.entries(page.figures).map(([id, figure]) => draw(id, figure)))
    .then(() => { document.documentElement.dataset.ready = "yes"; });
})();
