// Product cards, orders, parcels.
const CARD_STYLE = `
  .cards { align-self: stretch; display: flex; gap: 12px; margin: 10px -16px 0; padding: 2px 16px 10px; list-style: none; overflow-x: auto; scroll-snap-type: x proximity; scroll-padding: 16px; scrollbar-width: thin; scrollbar-color: var(--sk-line) transparent; }
  .card { flex: 0 0 164px; display: flex; flex-direction: column; scroll-snap-align: start; background: var(--sk-surface); border: 1px solid var(--sk-line); border-radius: 14px; overflow: hidden; }
  .card:only-child { flex-basis: min(250px, 100%); }
  .card:only-child .picture { height: 206px; }
  .picture { height: 144px; flex: none; display: flex; align-items: center; justify-content: center; overflow: hidden; background: var(--sk-picture); color: var(--sk-muted); }
  .picture img { width: 100%; height: 100%; object-fit: cover; display: block; }
  .picture .icon { width: 44px; height: 44px; stroke-width: 1.1; }
  .about { flex: 1; display: flex; flex-direction: column; padding: 10px 12px 12px; }
  .brand { font-size: 12px; letter-spacing: .04em; color: var(--sk-muted); }
  .card h3 { margin: 1px 0 6px; font: 600 14.5px/1.35 var(--sk-font); display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
  .card h3 a { color: inherit; text-decoration: none; }
  .card h3 a:hover { text-decoration: underline; }
  .price { font: 700 17px/1.3 var(--sk-font-title); font-variant-numeric: lining-nums; color: var(--sk-ink); }
  .price s { margin-left: 7px; font: 400 13px var(--sk-font); color: var(--sk-muted); }
  .price.reduced b { color: var(--sk-bad); }
  .facts { display: flex; justify-content: space-between; gap: 8px; margin-top: 3px; font-size: 12.5px; color: var(--sk-muted); }
  .stock::before { content: ""; display: inline-block; width: 7px; height: 7px; margin-right: 5px; border-radius: 50%; background: currentColor; vertical-align: 1px; }
  .stock.in_stock { color: var(--sk-good); } .stock.low { color: var(--sk-warn); } .stock.out { color: var(--sk-bad); }
  .reason { margin: 8px 0 0; padding: 5px 9px; border-radius: 8px; font-size: 12.5px; line-height: 1.4; background: color-mix(in srgb, var(--sk-glow) 20%, var(--sk-surface)); color: var(--sk-ink); }
  .card .buttons { margin-top: auto; padding-top: 11px; gap: 7px; }
  .card .choice { flex: 1 1 auto; min-height: 36px; padding: 4px 7px; border-radius: 10px; font-size: 13px; text-align: center; border-width: 1px; }

  .sheet { width: 100%; margin-top: 10px; padding: 14px 15px; background: var(--sk-surface); border: 1px solid var(--sk-line); border-radius: 14px; }
  .sheet + .sheet { margin-top: 8px; }
  .sheet header { display: flex; justify-content: space-between; align-items: flex-start; gap: 10px; flex-wrap: wrap; }
  .sheet h3 { margin: 0; font: 600 15.5px/1.4 var(--sk-font-title); overflow-wrap: anywhere; }
  .small { margin: 2px 0 0; font-size: 13px; line-height: 1.45; color: var(--sk-muted); overflow-wrap: anywhere; }
  .chip { flex: none; max-width: 100%; padding: 3px 10px; border-radius: 11px; font-size: 12.5px; line-height: 1.4; font-weight: 600; color: var(--sk-good); background: color-mix(in srgb, currentColor 12%, transparent); }
  .chip.warn { color: var(--sk-warn); } .chip.bad { color: var(--sk-bad); } .chip.calm { color: var(--sk-muted); }
  .lines { list-style: none; margin: 10px 0 0; padding: 0; }
  .lines li { display: flex; gap: 10px; align-items: center; padding: 8px 0; border-top: 1px solid var(--sk-line); font-size: 14px; line-height: 1.4; }
  .lines img { width: 40px; height: 40px; border-radius: 8px; object-fit: cover; background: var(--sk-picture); }
  .lines span:first-of-type { flex: 1; min-width: 0; overflow-wrap: anywhere; }
  .lines em { display: block; font-style: normal; font-size: 12.5px; color: var(--sk-muted); }
  .sum { display: flex; justify-content: space-between; margin: 0; padding-top: 9px; border-top: 1px solid var(--sk-line); font-weight: 600; }
  .sheet .sheet { padding: 12px 0 0; border: 0; border-top: 1px solid var(--sk-line); border-radius: 0; background: none; }
  .sheet > .buttons { margin-top: 12px; }

  .events { list-style: none; margin: 12px 0 0; padding: 0; font-size: 14px; line-height: 1.45; }
  .events li { position: relative; padding: 0 0 13px 22px; }
  .events li::before { content: ""; position: absolute; left: 3px; top: 7px; width: 9px; height: 9px; border-radius: 50%; background: var(--sk-surface); box-shadow: inset 0 0 0 2px color-mix(in srgb, var(--sk-muted) 70%, var(--sk-line)); }
  .events li::after { content: ""; position: absolute; left: 7px; top: 18px; bottom: -5px; width: 1px; background: var(--sk-line); }
  .events.end li:last-child { padding-bottom: 0; }
  .events.end li:last-child::after { display: none; }
  .events.new li:first-child { font-weight: 600; }
  .events.new li:first-child::before { background: var(--sk-glow); box-shadow: 0 0 0 4px color-mix(in srgb, var(--sk-glow) 30%, transparent); }
  .events time, .events time + span { font-size: 12.5px; font-weight: 400; color: var(--sk-muted); }
  details .events { margin-top: 8px; }
  summary { width: fit-content; padding: 6px 0 2px 22px; cursor: pointer; font-size: 13.5px; color: var(--sk-link); }
`;
