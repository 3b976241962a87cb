// Line drawings on a 24 by 24 grid.
const ICONS = {
  lantern: ["M12 1.5v3M9 4.5h6M9 18.5h6M9 4.5C3.5 9 3.5 14 9 18.5M15 4.5c5.5 4.5 5.5 9.5 0 14M12 4.5c-2.7 4.5-2.7 9.5 0 14 2.7-4.5 2.7-9.5 0-14zM12 18.5v4M9.5 21.2v-2M14.5 21.2v-2"],
  close: ["M6 9.5l6 6 6-6"],
  send: ["M4.5 11.9L20 4.5l-5.6 15.2-3.3-6.3-6.6-1.5zM11.1 13.4L20 4.5"],
  down: ["M12 5v13M6.5 12.7l5.5 5.5 5.5-5.5"],
  book: ["M4.5 5.5c2.8-.9 5.3-.6 7.5 1v12c-2.2-1.6-4.7-1.9-7.5-1zM19.5 5.5c-2.8-.9-5.3-.6-7.5 1v12c2.2-1.6 4.7-1.9 7.5-1z"],
  parcel: ["M4 8l8-4 8 4v8.5l-8 4-8-4zM4 8l8 4 8-4M12 12v8.5M8 6l8 4"],
};

const SVG = "http://www.w3.org/2000/svg";

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  for (const line of ICONS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}
