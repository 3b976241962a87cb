// The conversation: its session, who the customer is, and what keeps it up to date.

class Conversation {
  constructor(options, words, changed) {
    this.options = options;
    this.words = words;
    this.changed = changed;
    this.store = new Store(options.endpoint);
    this.client = new ChatClient(options.endpoint);
    this.outbox = new Outbox(this.store);
    this.postman = new Postman(this);
    this.session = this.store.get("session");
    this.identity = null;
    this.forget();
    this.store.onOthersChange("session", (session) => this.adopt(session));
    window.addEventListener("online", () => this.backOnline());
    window.addEventListener("offline", () => this.setConnected(false));
    document.addEventListener("visibilitychange", () => this.watch());
  }

  get unread() {
    return this.timeline.since(this.store.get("seen") || 0).length;
  }

  markSeen() {
    if (this.timeline.last) this.store.set("seen", this.timeline.last);
  }

  // ---- session ----

  // On page load: goes on where the customer was, asks for nothing when he never wrote.
  resume() {
    if (this.session) this.watch();
    if (this.outbox.next) this.postman.flush();
  }

  // One session however many ask for it at once.
  ensure() {
    if (this.session) return Promise.resolve(this.session);
    this.opening = this.opening || this.openNew().finally(() => { this.opening = null; });
    return this.opening;
  }

  async openNew() {
    const { channel, locale } = this.options;
    const identity = await this.currentIdentity();
    let opened;
    try {
      opened = await this.client.open({ channel, locale, identity });
    } catch (error) {
      if (!identity || error.status !== 401) throw error;
      opened = await this.client.open({ channel, locale }); // goes on as a guest
    }
    this.keep({ token: opened.token, id: opened.conversation_id, customer: subjectOf(identity) });
    this.watch();
    return this.session;
  }

  async currentIdentity() {
    const { identity } = this.options;
    if (!this.identity && identity) {
      this.identity = typeof identity === "function" ? await identity() : identity;
    }
    return this.identity;
  }

  keep(session) {
    this.session = session;
    this.store.set("session", session);
  }

  forget() {
    if (this.live) this.live.stop();
    this.live = null;
    this.timeline = new Timeline(this.words);
    this.connected = true;
    this.notice = "";
  }

  // Another tab began anew.
  adopt(session) {
    if ((session && session.token) === (this.session && this.session.token)) return;
    this.forget();
    this.session = session;
    this.watch();
    this.changed();
  }

  drop() {
    this.forget();
    this.keep(null);
    this.store.set("seen", null);
    this.outbox.forgetPlaces();
  }

  async reset() {
    this.drop();
    this.outbox.items = [];
    this.outbox.save();
    this.changed();
  }

  // The token is unknown or has expired: a new conversation, in which nothing unsent is lost.
  async renew(token) {
    if (this.session && this.session.token === token) {
      this.drop();
      this.notice = this.words.renewed;
    }
    if (this.wanted || this.outbox.next) await this.ensure();
    this.changed();
  }

  // The shop's site vouches for a customer; nothing means that he signed out.
  async identify(identity) {
    const customer = subjectOf(identity);
    const known = this.session && this.session.customer;
    this.identity = identity || null;
    if (!this.session || customer === known) return;
    if (known) return this.begin(); // nobody reads on in another's conversation
    try {
      await this.client.identify(this.session.token, identity);
      this.keep({ ...this.session, customer });
    } catch (error) {
      if (error.status === 409 || error.code === "token_invalid") return this.begin();
      throw error;
    }
  }

  begin() {
    this.reset();
    if (this.wanted) return this.ensure().then(() => this.changed());
    return undefined;
  }

  // ---- following ----

  // A browser has few connections per server: hidden tabs give theirs back.
  watch() {
    if (document.hidden || !this.session) {
      if (this.live) this.live.stop();
      this.live = null;
    } else if (!this.live) {
      const { token } = this.session;
      this.live = new Live(this.client, token, {
        after: () => this.timeline.last,
        take: (entries) => this.take(entries),
        connected: (is) => this.setConnected(is),
        refused: () => this.renew(token).catch(() => this.setConnected(false)),
      });
      this.live.run();
    }
  }

  take(entries) {
    if (this.timeline.add(entries, this.outbox)) this.changed();
  }

  setConnected(is) {
    if (is === this.connected) return;
    this.connected = is;
    this.changed();
    if (is) this.postman.flush();
  }

  backOnline() {
    if (this.live) this.live.hurry();
    this.postman.flush();
  }

  // ---- sending ----

  send(text) {
    this.notice = "";
    this.outbox.add(text);
    this.changed();
    this.postman.flush();
  }

  resend(id) {
    this.outbox.retry(id);
    this.postman.flush();
  }
}

// Whom a token speaks for; only the gateway checks it.
function subjectOf(token) {
  try {
    const body = token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
    return JSON.parse(atob(body)).sub || null;
  } catch {
    return null;
  }
}
