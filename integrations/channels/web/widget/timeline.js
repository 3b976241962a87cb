// What has happened, by `seq`: the same entry may come by a post, the stream or by asking.

const OWNERS = {
  handoff_requested: "queue", agent_joined: "agent", handed_back: "assistant", closed: "assistant",
};

class Timeline {
  constructor(words) {
    this.words = words;
    this.entries = new Map();
  }

  get all() {
    return [...this.entries.values()].sort((a, b) => a.seq - b.seq);
  }

  get last() {
    return Math.max(0, ...this.entries.keys());
  }

  // What others have said after `seq`.
  since(seq) {
    return this.all.filter((entry) => entry.seq > seq && entry.author !== "customer");
  }

  // Who answers, derived from the last lifecycle entry, as everywhere.
  get owner() {
    const turn = this.lastOf((entry) => OWNERS[entry.kind]);
    return turn ? OWNERS[turn.kind] : "assistant";
  }

  get agentName() {
    const turn = this.lastOf((entry) => entry.author_name && (entry.author === "agent" || entry.kind === "agent_joined"));
    return turn ? turn.author_name : this.words.agent;
  }

  lastOf(test) {
    return this.all.filter(test).pop();
  }

  // Whether anything was new. The outbox recognises what it has sent itself.
  add(entries, outbox) {
    const fresh = entries.filter((entry) => !this.entries.has(entry.seq));
    for (const entry of fresh) {
      const own = entry.author === "customer" && outbox.recognise(entry);
      this.entries.set(entry.seq, own ? { ...entry, messageId: own.id } : entry);
    }
    return fresh.length > 0;
  }
}
