// The theme: every colour and measure by name. A shop's own style sheet may set any
// of them on `shopkeeper-chat`; `data-accent` sets the main colour alone.
const TOKENS = `
  --sk-font: system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif;
  --sk-font-title: "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Songti SC", "Noto Serif SC", "Noto Serif CJK SC", serif;
  --sk-size: 15px;
  --sk-radius: 18px;
  --sk-width: 400px;
  --sk-height: 660px;
  --sk-gap: 20px;
  --sk-z: 2147483000;
`;
const LIGHT = `
  --sk-accent: #12504d;
  --sk-on-accent: #fff9ec;
  --sk-glow: #f2ac3e;
  --sk-on-glow: #3a2406;
  --sk-paper: #fbf5e9;
  --sk-surface: #fffdf8;
  --sk-ink: #22302e;
  --sk-muted: #656455;
  --sk-line: #e7dcc6;
  --sk-customer: var(--sk-accent);
  --sk-on-customer: var(--sk-on-accent);
  --sk-assistant: #fffdf8;
  --sk-on-assistant: var(--sk-ink);
  --sk-agent: #fdebc9;
  --sk-on-agent: #3b2a0d;
  --sk-link: #0d5f5a;
  --sk-picture: #f1e8d6;
  --sk-good: #1f6b46;
  --sk-warn: #8d5200;
  --sk-bad: #a8321d;
  --sk-focus: #c2700a;
  --sk-shadow: 0 18px 50px -12px rgb(52 40 14 / .38), 0 2px 8px rgb(52 40 14 / .12);
`;
const DARK = `
  --sk-accent: #1d6b66;
  --sk-on-accent: #fff9ec;
  --sk-glow: #f4b654;
  --sk-on-glow: #33200a;
  --sk-paper: #121c1b;
  --sk-surface: #1b2827;
  --sk-ink: #f0e9da;
  --sk-muted: #a9aa9b;
  --sk-line: #30403d;
  --sk-assistant: #1f2d2b;
  --sk-agent: #3f3115;
  --sk-on-agent: #fbe8c4;
  --sk-link: #7fd0c3;
  --sk-picture: #2a3836;
  --sk-good: #7fcf9f;
  --sk-warn: #f2b85c;
  --sk-bad: #ff9d86;
  --sk-focus: #f4b654;
  --sk-shadow: 0 18px 50px -12px rgb(0 0 0 / .7), 0 0 0 1px rgb(255 255 255 / .06);
`;
const THEME = `
  :host { ${TOKENS} ${LIGHT} }
  :host([theme="dark"]) { ${DARK} color-scheme: dark; }
  @media (prefers-color-scheme: dark) { :host([theme="auto"]) { ${DARK} color-scheme: dark; } }
`;
