// The boundary of a village, drawn without tiles or any outside service. Without this script the page
// says the same in words.

const CLASSES = { not_slum: "not-slum", light: "light", moderate: "moderate", heavy: "heavy" };

function classNames({ geometry, properties }) {
  const level = `map__area map__area--${CLASSES[properties.level] ?? "none"}`;
  return geometry.type === "Point" ? `${level} map__point` : level;
}

function named(layer) {
  const name = document.createElement("span");
  name.textContent = layer.feature.properties.name;
  return name;
}

function draw(figure, features) {
  figure.hidden = false;
  const element = figure.querySelector(".map");
  const map = L.map(element, {
    attributionControl: false, zoomControl: false, scrollWheelZoom: false, zoomSnap: 0.25,
  });
  L.control.zoom({ zoomInTitle: element.dataset.zoomIn, zoomOutTitle: element.dataset.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  const layer = L.geoJSON(features, {
    style: (feature) => ({ className: classNames(feature), weight: 2 }),
    pointToLayer: (feature, position) => L.circleMarker(position, { radius: 7 }),
  }).bindTooltip(named).addTo(map);
  map.fitBounds(layer.getBounds(), { padding: [12, 12] });
}

document.querySelectorAll("[data-boundary]").forEach(async (figure) => {
  const response = await fetch(figure.dataset.boundary, { credentials: "same-origin" });
  if (response.ok) draw(figure, await response.json());
});
