// Posts what waits in the outbox, one after the other: the order of writing is kept.

const MOST_TRIES = 4;

class Postman {
  constructor(conversation) {
    this.conversation = conversation;
    this.outbox = conversation.outbox;
  }

  async flush() {
    clearTimeout(this.later);
    if (this.busy) return;
    this.busy = true;
    try {
      for (let item = this.outbox.next; item; item = this.outbox.next) {
        const wait = await this.attempt(item);
        if (wait) {
          this.later = setTimeout(() => this.flush(), wait);
          break;
        }
      }
    } finally {
      this.busy = false;
      this.conversation.changed();
    }
  }

  // Milliseconds to wait before the next try; 0 when this message is done with.
  async attempt(item) {
    item.tries += 1;
    this.outbox.mark(item, SENDING);
    this.conversation.changed();
    let token;
    try {
      ({ token } = await this.conversation.ensure());
      const { entries } = await this.conversation.client.post(token, item.text, item.id);
      this.outbox.remove(item);
      if (entries.length) entries[0].messageId = item.id;
      this.conversation.take(entries);
      this.conversation.setConnected(true);
      return 0;
    } catch (error) {
      return this.mend(item, error, token);
    }
  }

  mend(item, error, token) {
    if (error instanceof OutOfReach) return this.postpone(item);
    if (!(error instanceof Refused)) throw error;
    if (error.status >= 500) return this.broken(item);
    if (error.status === 401 && item.tries <= MOST_TRIES) return this.renew(token);
    return this.refused(item, error);
  }

  postpone(item) {
    this.outbox.mark(item, WAITING);
    this.conversation.setConnected(false);
    return waitAfter(item.tries);
  }

  broken(item) {
    this.conversation.notice = this.conversation.words.broken;
    const enough = item.tries >= MOST_TRIES;
    this.outbox.mark(item, enough ? FAILED : WAITING);
    return enough ? 0 : waitAfter(item.tries);
  }

  async renew(token) {
    await this.conversation.renew(token).catch(() => {});
    return 1;
  }

  refused(item, error) {
    this.conversation.notice = error.message;
    if (error.status === 429) {
      this.outbox.mark(item, WAITING);
      return 1000 * (error.retryAfter || 5);
    }
    if (error.status === 422) {
      this.outbox.remove(item);
      this.conversation.returned = item.text; // into the composer, to be changed
    } else {
      this.outbox.mark(item, FAILED);
    }
    return 0;
  }
}

function waitAfter(tries) {
  return Math.min(500 * 2 ** tries, 8000);
}
