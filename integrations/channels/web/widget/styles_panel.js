// The launcher, the panel around the conversation, the composer.
const PANEL_STYLE = `
  :host { all: initial; font: var(--sk-size)/1.5 var(--sk-font); }
  :host([hidden]) { display: none; }
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  button { font: inherit; color: inherit; cursor: pointer; background: none; border: 0; padding: 0; -webkit-tap-highlight-color: transparent; }
  button:disabled { cursor: default; }
  a { color: var(--sk-link); text-underline-offset: .18em; text-decoration-thickness: 1px; }
  :focus-visible { outline: 2.5px solid var(--sk-focus); outline-offset: 2px; }
  .icon { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; flex: none; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

  .launcher { position: fixed; z-index: var(--sk-z); right: max(var(--sk-gap), env(safe-area-inset-right)); bottom: calc(var(--sk-gap) + env(safe-area-inset-bottom));
    display: flex; align-items: center; gap: 9px; height: 56px; padding: 0 23px 0 8px; border-radius: 28px;
    background: var(--sk-accent); color: var(--sk-on-accent); font-weight: 600; box-shadow: var(--sk-shadow); transition: transform .18s ease; }
  .launcher:hover { transform: translateY(-2px); }
  .launcher .lamp { width: 40px; height: 40px; }
  .count { position: absolute; top: -5px; right: -3px; min-width: 23px; height: 23px; padding: 0 6px; border-radius: 12px; background: var(--sk-glow); color: var(--sk-on-glow);
    font: 700 13px/23px var(--sk-font); text-align: center; box-shadow: 0 0 0 2.5px var(--sk-paper); }
  :host([position="left"]) .launcher { right: auto; left: max(var(--sk-gap), env(safe-area-inset-left)); }

  .panel { position: fixed; z-index: var(--sk-z); right: max(var(--sk-gap), env(safe-area-inset-right)); bottom: calc(var(--sk-gap) + env(safe-area-inset-bottom));
    width: var(--sk-width); max-width: calc(100vw - 2 * var(--sk-gap)); height: var(--sk-height); max-height: calc(100vh - 2 * var(--sk-gap)); max-height: calc(100dvh - 2 * var(--sk-gap));
    display: flex; flex-direction: column; overflow: hidden; border-radius: calc(var(--sk-radius) + 4px); background: var(--sk-paper); color: var(--sk-ink); box-shadow: var(--sk-shadow);
    animation: rise .22s cubic-bezier(.2, .8, .3, 1); }
  :host([position="left"]) .panel { right: auto; left: max(var(--sk-gap), env(safe-area-inset-left)); }
  @keyframes rise { from { opacity: 0; transform: translateY(14px); } }

  .head { position: relative; display: flex; align-items: center; gap: 12px; padding: 15px 12px 15px 18px; background: var(--sk-accent); color: var(--sk-on-accent); }
  .head::after { content: ""; position: absolute; inset: auto 0 0; height: 3px; background: linear-gradient(90deg, var(--sk-glow), color-mix(in srgb, var(--sk-glow) 25%, transparent)); }
  .lamp { width: 42px; height: 42px; flex: none; display: grid; place-items: center; border-radius: 50%; color: var(--sk-on-glow);
    background: radial-gradient(circle at 50% 42%, color-mix(in srgb, var(--sk-glow) 55%, #fff), var(--sk-glow) 72%); box-shadow: 0 0 18px color-mix(in srgb, var(--sk-glow) 45%, transparent); }
  .lamp .icon { width: 26px; height: 26px; stroke-width: 1.6; }
  .head h2 { margin: 0; font: 600 18px/1.25 var(--sk-font-title); letter-spacing: .01em; }
  .head p { margin: 1px 0 0; font-size: 13px; line-height: 1.35; opacity: .92; }
  .title { flex: 1; min-width: 0; }
  .head button { width: 44px; height: 44px; display: grid; place-items: center; border-radius: 50%; }
  .head button:hover { background: rgb(255 255 255 / .12); }
  .head :focus-visible { outline-color: var(--sk-glow); outline-offset: -3px; }

  .banner { padding: 9px 18px; font-size: 13.5px; line-height: 1.4; background: color-mix(in srgb, var(--sk-glow) 26%, var(--sk-paper)); color: var(--sk-ink); border-bottom: 1px solid var(--sk-line); }
  .middle { position: relative; flex: 1; min-height: 0; }
  .log { height: 100%; overflow: hidden auto; overscroll-behavior: contain; padding: 6px 16px 18px; scrollbar-width: thin; scrollbar-color: var(--sk-line) transparent; }
  .log:focus-visible { outline-offset: -3px; }
  .latest { position: absolute; bottom: 12px; right: 14px; width: 40px; height: 40px; display: grid; place-items: center; border-radius: 50%;
    background: var(--sk-surface); color: var(--sk-link); border: 1px solid var(--sk-line); box-shadow: 0 4px 14px rgb(0 0 0 / .16); }

  .notice { margin: 0; padding: 8px 18px; font-size: 13.5px; line-height: 1.4; color: var(--sk-bad); background: var(--sk-surface); border-top: 1px solid var(--sk-line); }
  .composer { display: flex; align-items: flex-end; gap: 8px; padding: 11px 12px calc(11px + env(safe-area-inset-bottom)); background: var(--sk-surface); border-top: 1px solid var(--sk-line); }
  .composer textarea { flex: 1; min-width: 0; resize: none; height: 44px; max-height: 132px; padding: 10px 15px; border-radius: 22px; border: 1px solid color-mix(in srgb, var(--sk-muted) 60%, var(--sk-line));
    background: var(--sk-paper); color: var(--sk-ink); font: 16px/1.4 var(--sk-font); scrollbar-width: thin; }
  .composer textarea::placeholder { color: var(--sk-muted); opacity: 1; }
  .composer textarea:focus { outline: 1px solid var(--sk-focus); outline-offset: 0; border-color: var(--sk-focus); }
  .composer button { width: 44px; height: 44px; flex: none; display: grid; place-items: center; border-radius: 50%; background: var(--sk-accent); color: var(--sk-on-accent); }
  .composer button:disabled { background: color-mix(in srgb, var(--sk-muted) 22%, var(--sk-surface)); color: var(--sk-muted); }

  @media (max-width: 520px), (max-height: 460px) {
    .launcher { --sk-gap: 16px; }
    .panel, :host([position="left"]) .panel { inset: var(--sk-top, 0px) 0 auto; width: 100%; max-width: none; height: var(--sk-visible, 100dvh); max-height: none; border-radius: 0; }
    .head { padding-top: calc(12px + env(safe-area-inset-top)); padding-bottom: 13px; }
  }
  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
`;
