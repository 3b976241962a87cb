// Line drawings on a 24 by 24 grid.
const ICONS = {
  // A lantern in a speech bubble.
  launcher: [
    "M20.5 11.2c0 4.3-3.9 7.7-8.6 7.7-1 0-2-.2-2.9-.4L4.4 20.4l1.2-3.7c-1.5-1.4-2.3-3.3-2.3-5.5C3.3 6.9 7.2 3.5 11.9 3.5s8.6 3.4 8.6 7.7z",
    "M10.3 7.2h3.2M10.3 14.6h3.2M9.8 7.9c-1.7 1.8-1.7 4.2 0 6h4.2c1.7-1.8 1.7-4.2 0-6zM11.9 14.6v1.7",
  ],
  lantern: ["M9 5h6M9 18h6M8.5 6c-3.7 3.4-3.7 7.6 0 11h7c3.7-3.4 3.7-7.6 0-11zM12 2.5V5M12 18v3.5M12 6c-1.3 3.4-1.3 7.6 0 11M12 6c1.3 3.4 1.3 7.6 0 11"],
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
