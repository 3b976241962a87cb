// The chat interface of the gateway. Two things can go wrong: it refuses, or is out of reach.

class Refused extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail || `HTTP ${status}`);
    this.status = status;
    this.code = problem.code || "";
    this.retryAfter = retryAfter;
  }
}

class OutOfReach extends Error {}

const PATIENCE = 20000;

class ChatClient {
  constructor(endpoint) {
    this.base = `${endpoint}/api/chat`;
  }

  open(wish) {
    return this.ask("POST", "/sessions", { body: wish });
  }

  post(token, text, messageId) {
    return this.ask("POST", "/messages", { token, body: { text, message_id: messageId } });
  }

  entries(token, after) {
    return this.ask("GET", `/entries?after=${after}`, { token });
  }

  identify(token, identity) {
    return this.ask("POST", "/identity", { token, body: { identity } });
  }

  async ask(method, path, { token, body } = {}) {
    const impatient = new AbortController();
    const timer = setTimeout(() => impatient.abort(), PATIENCE);
    try {
      const response = await this.request(method, path, { token, body, signal: impatient.signal });
      return response.status === 204 ? null : await this.read(response);
    } finally {
      clearTimeout(timer);
    }
  }

  async request(method, path, { token, body, signal, accept }) {
    const headers = { Accept: accept || "application/json" };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers["Content-Type"] = "application/json";
    let response;
    try {
      response = await fetch(this.base + path, {
        method, headers, signal, cache: "no-store", credentials: "omit",
        body: body && JSON.stringify(body),
      });
    } catch (error) {
      throw new OutOfReach(error.message);
    }
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    throw new Refused(response.status, problem, Number(response.headers.get("Retry-After")) || 0);
  }

  async read(response) {
    try {
      return await response.json();
    } catch (error) {
      throw new OutOfReach(error.message);
    }
  }
}
