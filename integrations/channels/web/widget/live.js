// Following a conversation: server-sent events, read by fetch so that the token
// travels in a header and no log; after failures more and more seldom; by asking
// every few seconds where streams do not get through.

const SILENCE = 40000; // the gateway says something at least every 15 s
const ASK_EVERY = 4000;

class Live {
  constructor(client, token, follower) {
    this.client = client;
    this.token = token;
    this.follower = follower; // { after(), take(entries), connected(bool), refused() }
    this.failures = 0;
    this.stopped = false;
  }

  async run() {
    while (!this.stopped) {
      try {
        await this.follow();
      } catch (error) {
        if (this.stopped) return;
        if (error instanceof Refused && error.status === 401) return this.follower.refused();
      }
      if (this.stopped) return;
      this.failures += 1;
      await this.bridge();
    }
  }

  stop() {
    this.stopped = true;
    if (this.abort) this.abort.abort();
    if (this.wake) this.wake();
  }

  // The network is said to be back: don't wait for the next try.
  hurry() {
    if (this.wake) this.wake();
  }

  async follow() {
    this.abort = new AbortController();
    const dog = new WatchDog(() => this.abort.abort());
    try {
      const response = await this.client.request(
        "GET", `/events?after=${this.follower.after()}`,
        { token: this.token, signal: this.abort.signal, accept: "text/event-stream" });
      await this.read(response.body.getReader(), dog);
    } finally {
      dog.stop();
    }
  }

  async read(reader, dog) {
    const decoder = new TextDecoder();
    let waiting = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      dog.pat();
      this.failures = 0;
      this.follower.connected(true);
      const events = (waiting + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
      waiting = events.pop();
      const entries = events.map(dataOf).filter(Boolean);
      if (entries.length) this.follower.take(entries);
    }
  }

  // Between two tries of the stream.
  async bridge() {
    if (this.failures < 2) return this.pause(300);
    const reached = await this.poll();
    if (reached && this.failures > 3) return this.pause(ASK_EVERY);
    return this.pause(Math.min(500 * 2 ** this.failures, 8000) * (0.7 + Math.random() * 0.6));
  }

  async poll() {
    try {
      const page = await this.client.entries(this.token, this.follower.after());
      this.follower.take(page.entries);
      this.follower.connected(true);
      return true;
    } catch {
      this.follower.connected(false);
      return false;
    }
  }

  pause(milliseconds) {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }
}

class WatchDog {
  constructor(bark) {
    this.bark = bark;
    this.pat();
  }

  pat() {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.bark, SILENCE);
  }

  stop() {
    clearTimeout(this.timer);
  }
}

function dataOf(event) {
  const lines = event.split(/\r?\n/).filter((line) => line.startsWith("data:"));
  return lines.length ? JSON.parse(lines.map((line) => line.slice(5)).join("\n")) : null;
}
