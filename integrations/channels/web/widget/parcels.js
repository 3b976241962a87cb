// Orders and parcels as sheets.

const TONES = {
  late: "warn", stalled: "warn", failed_attempt: "warn", unknown: "calm", returned: "calm",
  exception: "bad", lost: "bad", cancelled: "calm", refunded: "calm", pending: "calm",
};
const RECENT = 3;

function orderSheet(order, view) {
  const { words, dates } = view;
  return h("section", { class: "sheet order" },
    h("header", {},
      h("div", {},
        h("h3", {}, `${words.order} ${order.number}`),
        order.placed_at && h("p", { class: "small" }, `${words.placed} ${dates.full(order.placed_at)}`)),
      chip(order)),
    h("ul", { class: "lines" }, (order.lines || []).map((line) => orderLine(line, view))),
    order.total && h("p", { class: "sum" }, h("span", {}, words.total), h("span", {}, order.total)),
    (order.parcels || []).map((parcel, index, all) => parcelSheet(parcel, view, index, all.length)),
    buttons(order.buttons, view));
}

function orderLine(line, view) {
  const src = line.image && safeUrl(line.image, view.base);
  const detail = [line.options, line.quantity > 1 && `× ${line.quantity}`].filter(Boolean).join(" · ");
  return h("li", {},
    src && h("img", { src, alt: "", loading: "lazy", onerror: (event) => event.target.remove() }),
    h("span", {}, line.title, detail && h("em", {}, detail)),
    line.price && h("span", {}, line.price));
}

function parcelSheet(parcel, view, index, count) {
  const { words } = view;
  const name = count > 1 ? words.parcelOf(index + 1, count) : words.parcel;
  return h("section", { class: "sheet parcel" },
    h("header", {},
      h("div", {},
        h("h3", {}, name),
        h("p", { class: "small" }, [parcel.carrier, parcel.tracking_number].filter(Boolean).join(" · ")),
        arrival(parcel, view)),
      chip(parcel)),
    events(parcel.events || [], view));
}

function arrival(parcel, { words, dates }) {
  const [word, at] = parcel.delivered_at
    ? [words.delivered, parcel.delivered_at] : [words.expected, parcel.expected];
  return at && h("p", { class: "small" }, `${word} ${dates.full(at)}`);
}

function chip({ status, status_text: text }) {
  const tone = TONES[plain(status)] || "good";
  return text && h("span", { class: `chip ${tone}` }, text);
}

// The newest scans; the earlier ones on demand.
function events(all, view) {
  if (!all.length) return null;
  const newest = [...all].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const recent = newest.slice(0, newest.length === RECENT + 1 ? RECENT + 1 : RECENT);
  const earlier = newest.slice(recent.length);
  return [
    timeline(recent, view, earlier.length ? "events new" : "events new end"),
    earlier.length && h("details", {},
      h("summary", {}, view.words.earlier(earlier.length)),
      timeline(earlier, view, "events end")),
  ];
}

function timeline(scans, { dates }, kind) {
  return h("ol", { class: kind }, scans.map((scan) => h("li", {},
    h("div", {}, scan.text),
    h("time", { datetime: scan.at }, dates.moment(scan.at)),
    scan.place && h("span", {}, ` · ${scan.place}`))));
}
