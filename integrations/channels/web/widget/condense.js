// A message's text is readable alone, so it repeats what its cards show. On a screen
// with the cards, the lines of a listing that name a card's thing are left out.

const LISTED = /^\s*(\d+[.、)）]|[-•·])\s*/;

function condensed(entry) {
  const names = shownNames(entry.payload || {});
  const [first, ...rest] = entry.text.split("\n");
  if (!names.length || !rest.length) return entry.text;
  const kept = rest.filter((line) => !(LISTED.test(line) && names.some((name) => line.includes(name))));
  return [first, ...kept].join("\n").trim();
}

function shownNames({ cards, order, orders, parcels }) {
  const shownOrders = [...(orders || []), ...(order ? [order] : [])];
  const shownParcels = [...(parcels || []), ...shownOrders.flatMap((each) => each.parcels || [])];
  return [
    ...(cards || []).map((card) => card.title),
    ...shownOrders.map((each) => each.number),
    ...shownParcels.map((each) => each.tracking_number),
  ].filter(Boolean);
}
