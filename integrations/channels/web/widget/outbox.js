// What the customer wrote and the gateway has not confirmed yet. It outlives the
// page; posting a message twice is harmless, as its id stays the same.

const SENDING = "sending";
const WAITING = "waiting"; // is tried again by itself
const FAILED = "failed"; // is tried again when the customer says so

class Outbox {
  constructor(store) {
    this.store = store;
    this.items = (store.get("outbox") || []).map((item) => ({ ...item, state: SENDING }));
  }

  add(text) {
    this.items.push({ id: uuid(), text, at: new Date().toISOString(), state: SENDING, tries: 0 });
    this.save();
  }

  // The next to be posted, in the order of writing.
  get next() {
    return this.items.find((item) => item.state !== FAILED);
  }

  // Not shown already as an entry that came by another way.
  get shown() {
    return this.items.filter((item) => !item.seq);
  }

  remove(item) {
    this.items = this.items.filter((each) => each !== item);
    this.save();
  }

  mark(item, state) {
    item.state = state;
    this.save();
  }

  retry(id) {
    const item = this.items.find((each) => each.id === id);
    if (item) Object.assign(item, { state: SENDING, tries: 0 });
  }

  // A stream may bring our own message before its post is answered.
  recognise(entry) {
    const item = this.shown.find((each) =>
      each.text === entry.text && each.state !== FAILED && isNewer(entry, each));
    if (item) item.seq = entry.seq;
    return item;
  }

  // For a new conversation the old one's places mean nothing.
  forgetPlaces() {
    for (const item of this.items) delete item.seq;
  }

  save() {
    this.store.set("outbox", this.items.length ? this.items : null);
  }
}

// The customer's clock may be a little ahead of ours.
function isNewer(entry, item) {
  return Date.parse(entry.at) > Date.parse(item.at) - 60000;
}
