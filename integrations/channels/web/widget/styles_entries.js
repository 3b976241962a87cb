// Bubbles and what stands beside them.
const ENTRY_STYLE = `
  .day { margin: 16px 0 4px; text-align: center; font-size: 12.5px; color: var(--sk-muted); }
  .entry { display: flex; flex-direction: column; align-items: flex-start; margin-top: 14px; animation: appear .2s ease; }
  @keyframes appear { from { opacity: 0; transform: translateY(5px); } }
  .entry.follows { margin-top: 6px; }
  .entry.follows > .by { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .by { margin: 0 4px 4px; font-size: 12.5px; line-height: 1.3; color: var(--sk-muted); }
  .agent > .by b { color: var(--sk-warn); }
  .by b { font-weight: 600; }
  .bubble { max-width: 86%; padding: 10px 14px; border-radius: var(--sk-radius); overflow-wrap: anywhere; }
  .assistant > .bubble { background: var(--sk-assistant); color: var(--sk-on-assistant); border: 1px solid var(--sk-line); border-top-left-radius: 5px; }
  .agent > .bubble { background: var(--sk-agent); color: var(--sk-on-agent); border-top-left-radius: 5px; }
  .customer { align-items: flex-end; }
  .customer > .bubble { background: var(--sk-customer); color: var(--sk-on-customer); border-top-right-radius: 5px; }
  .customer > .bubble a { color: inherit; }
  .customer.waiting > .bubble, .customer.failed > .bubble { background: transparent; color: var(--sk-ink); border: 1.5px dashed color-mix(in srgb, var(--sk-muted) 70%, transparent); }
  .customer.failed > .bubble { border-color: var(--sk-bad); }
  .system { align-items: center; }
  .system > .by { display: none; }
  .system > .bubble { max-width: 94%; padding: 5px 14px; text-align: center; font-size: 13.5px; line-height: 1.45; color: var(--sk-muted); }
  .system.agent_joined > .bubble { color: var(--sk-on-agent); background: var(--sk-agent); }
  .system > .buttons { justify-content: center; }
  .state { margin: 4px 4px 0; font-size: 12.5px; color: var(--sk-muted); }
  .failed > .state { color: var(--sk-bad); }
  .state button { min-height: 28px; margin-left: 6px; font-weight: 600; color: var(--sk-link); text-decoration: underline; text-underline-offset: .18em; }

  .buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 9px; }
  .choice { min-height: 40px; padding: 7px 16px; border-radius: 20px; text-align: left; line-height: 1.35; font-weight: 500; font-size: 14.5px; overflow-wrap: anywhere;
    color: var(--sk-link); background: var(--sk-surface); border: 1.5px solid color-mix(in srgb, var(--sk-link) 55%, transparent); transition: background .15s; }
  .choice:hover:not(:disabled) { background: color-mix(in srgb, var(--sk-glow) 24%, var(--sk-surface)); }
  .choice:disabled { color: var(--sk-muted); border-color: var(--sk-line); background: transparent; font-weight: 450; }
  .choice.pressed:disabled { background: color-mix(in srgb, var(--sk-glow) 22%, var(--sk-surface)); color: var(--sk-ink); }

  .source { display: flex; gap: 7px; align-items: flex-start; margin: 9px 0 0; padding-top: 8px; border-top: 1px dashed var(--sk-line); font-size: 13px; line-height: 1.45; color: var(--sk-muted); }
  .source .icon { width: 17px; height: 17px; margin-top: 1px; color: var(--sk-warn); }
  .related { width: 86%; margin: 9px 0 0; }
  .related p, .starters p { margin: 0 4px 6px; font-size: 12.5px; color: var(--sk-muted); }
  .related button { display: block; width: 100%; min-height: 40px; padding: 8px 14px; text-align: left; line-height: 1.4; font-size: 14.5px; color: var(--sk-link);
    background: var(--sk-surface); border: 1px solid var(--sk-line); }
  .related button + button { border-top: 0; }
  .related button:first-of-type { border-radius: 12px 12px 0 0; }
  .related button:last-of-type { border-radius: 0 0 12px 12px; }
  .related button:only-of-type { border-radius: 12px; }
  .related button:hover { background: color-mix(in srgb, var(--sk-glow) 20%, var(--sk-surface)); }
  .starters { margin-top: 18px; }
  .starters .choice { display: block; margin-top: 8px; }

  .typing { display: inline-flex; gap: 5px; align-items: center; min-height: 42px; margin-top: 14px; padding: 0 16px; border-radius: var(--sk-radius); border-top-left-radius: 5px;
    background: var(--sk-assistant); border: 1px solid var(--sk-line); }
  .typing i { width: 7px; height: 7px; border-radius: 50%; background: var(--sk-glow); animation: glow 1.2s infinite ease-in-out; }
  .typing i:nth-of-type(2) { animation-delay: .16s; }
  .typing i:nth-of-type(3) { animation-delay: .32s; }
  @keyframes glow { 0%, 70%, 100% { opacity: .35; transform: none; } 35% { opacity: 1; transform: translateY(-3px); } }
`;
