// @ts-check
/** The interactive map: the same regions, classes and texts as the drawn one, on Leaflet, without tiles. */

/** @typedef {{classes: string, mark: string, href: string, pieces: string[]}} Unit */
/** @typedef {{type: string, id?: string, arcs: any[]}} Shape */
/** @typedef {{arcs: number[][][], transform: {scale: number[], translate: number[]}, objects: Record<string, {geometries: Shape[]}>}} Topology */

const HATCHED = ["below", "unclear", "unreported", "withheld"];
const SEPARATOR = " · ";

/**
 * The shapes of one object as GeoJSON, borders in degrees.
 * @param {Topology} topology @param {Shape[]} shapes
 */
export function features(topology, shapes) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  /** @param {number[]} indexes a negative one, ~i, is arc i read backwards; neighbours share an end point */
  const ring = (indexes) =>
    indexes.flatMap((index, place) => {
      const line = index < 0 ? [...arcs[~index]].reverse() : arcs[index];
      return place ? line.slice(1) : line;
    });
  return shapes.map((shape) => ({
    type: "Feature",
    id: shape.id,
    properties: {},
    geometry: {
      type: shape.type,
      coordinates: shape.type === "Polygon" ? shape.arcs.map(ring) : shape.arcs.map((polygon) => polygon.map(ring)),
    },
  }));
}

/** @param {"script" | "link"} kind @param {string} url */
function load(kind, url) {
  return new Promise((resolve, reject) => {
    const element = document.createElement(kind);
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    if (element instanceof HTMLScriptElement) element.src = url;
    else Object.assign(element, { rel: "stylesheet", href: url });
    document.head.append(element);
  });
}

/**
 * Loads Leaflet, the script folium made, borders and values, and draws the level that the button names into the box.
 * @param {HTMLElement} figure @param {HTMLButtonElement} button @param {HTMLElement} box
 */
export async function draw(figure, button, box) {
  const { leafletJs, leafletCss, script, topology: topologyUrl, units: unitsUrl, level } = /** @type {Record<string, string>} */ (button.dataset);
  const wait = [topologyUrl, unitsUrl].map(async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    return answer.json();
  });
  const [topology, units] = /** @type {[Topology, Record<string, Unit>]} */ (await Promise.all(wait));
  await Promise.all([load("link", leafletCss), "L" in window || load("script", leafletJs)]);
  box.hidden = false;
  await load("script", script);
  const { L, [box.id]: map } = /** @type {any} */ (window);
  map.keyboard.disable(); // the regions take the keys, so the box around them is no stop on the way
  box.removeAttribute("tabindex");
  const shapes = topology.objects[level].geometries.filter((shape) => shape.id && units[shape.id]);
  const drawn = features(topology, shapes);
  const regions = L.geoJSON(drawn, { style: { fillOpacity: 1, weight: 1 } }).addTo(map);
  const detail = figure.querySelector("[data-gk-detail]");
  /** @type {Record<string, Unit>} what is shown now; the dashboard hands over other periods */
  let now = /** @type {any} */ (figure).gkUnits ?? units;
  /** @type {any} */
  let marked;
  const told = (/** @type {string} */ code) => now[code]?.pieces.join(SEPARATOR) ?? "";
  const show = () => {
    regions.eachLayer((/** @type {any} */ layer) => {
      const element = /** @type {SVGElement} */ (layer.getElement());
      element.setAttribute("class", `leaflet-interactive gk-region ${now[layer.feature.id]?.classes ?? "gk-none"}`);
      element.setAttribute("aria-label", told(layer.feature.id));
      layer.setTooltipContent(Object.assign(document.createElement("span"), { textContent: told(layer.feature.id) }));
    });
    marked?.remove();
    marked = L.geoJSON(drawn.filter((shape) => HATCHED.includes(now[shape.id ?? ""]?.mark)), {
      interactive: false,
      style: (/** @type {any} */ shape) => ({ stroke: false, fillOpacity: 1, fillColor: `url(#${figure.dataset.gkMap}-${now[shape.id].mark})` }),
    }).addTo(map);
  };
  regions.eachLayer((/** @type {any} */ layer) => {
    const code = layer.feature.id;
    const { href } = units[code];
    const element = /** @type {SVGElement} */ (layer.getElement());
    const point = () => detail && (detail.textContent = told(code));
    layer.bindTooltip("", { sticky: true });
    const open = () => href && location.assign(href);
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", href ? "link" : "img");
    element.addEventListener("focus", point);
    element.addEventListener("keydown", (event) => event.key === "Enter" && open());
    layer.on({ mouseover: point, click: open });
  });
  figure.addEventListener("gk-frame", () => {
    now = /** @type {any} */ (figure).gkUnits;
    show();
  });
  show();
  const whole = () => map.fitBounds(regions.getBounds(), { animate: false });
  map.on("resize", whole); // a phone that is turned still shows every region
  whole();
}
