// The websocket: it comes back by itself, and nothing the listener did is lost on the way.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15000;

// crypto.randomUUID is missing where the page came over plain http.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export class Connection {
  #pageId = newId();
  #greeted = false;
  #unstored = new Map();
  #seen = null;
  #wait = FIRST_WAIT_MS;
  #socket = null;
  #timer = 0;

  constructor({ onMessage, onState, photos, photoBytes, locale }) {
    Object.assign(this, { onMessage, onState, photos, photoBytes, locale });
    addEventListener("online", () => this.#hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry());
  }

  open() {
    clearTimeout(this.#timer);
    const socket = new WebSocket(location.href.replace(/^http/, "ws").replace(/[^/]*$/, "chat"));
    this.#socket = socket;
    this.#greeted = false;
    socket.onopen = () => this.#greet(socket);
    socket.onmessage = (event) => this.#hear(JSON.parse(event.data));
    socket.onclose = () => this.#retry();
  }

  // Sends again after a reconnect, under the same id, until the server has stored it.
  say(message) {
    const request = { ...message, request_id: message.request_id ?? newId() };
    this.#unstored.set(request.request_id, request);
    this.#send(request);
    return request.request_id;
  }

  // Photos stay here: the server asks for their bytes when it is ready to look.
  sayPhotos(parts) {
    const fits = ({ file }) => file.size <= this.photoBytes;
    const kept = parts.filter(fits);
    if (kept.length) this.photos.keep(kept);
    const [first, ...others] = [...kept, ...parts.filter((part) => !fits(part))];
    return this.say({
      type: "photo",
      request_id: first.id,
      size: first.file.size,
      others: others.map(({ id, file }) => ({ id, size: file.size })),
    });
  }

  // A list waits here in the same way.
  sayDocument({ id, file }) {
    if (file.size <= this.photoBytes) this.photos.keep([{ id, file }], { document: true });
    return this.say({ type: "document", request_id: id, size: file.size, name: file.name });
  }

  // A question that is not worth asking again: false while the connection is gone.
  ask(question) {
    if (this.#isOpen) this.#send(question);
    return this.#isOpen;
  }

  get #isOpen() {
    return this.#greeted && this.#socket.readyState === WebSocket.OPEN;
  }

  #send(message) {
    if (this.#isOpen) this.#socket.send(JSON.stringify(message));
  }

  async #greet(socket) {
    this.#wait = FIRST_WAIT_MS;
    this.onState(true);
    const holding = await this.photos.ids();
    if (socket !== this.#socket) return;
    this.#greeted = true;
    this.#send({
      type: "hello",
      request_id: this.#pageId,
      holding,
      seen: this.#seen,
      locale: this.locale,
    });
    for (const message of this.#unstored.values()) this.#send(message);
  }

  #hear(message) {
    if (message.type === "send_photo") return void this.#upload(message.request_id);
    if (message.type === "reply") this.#seen = Math.max(this.#seen ?? 0, message.order);
    if (message.type === "stored" || message.type === "refused") {
      this.#unstored.delete(message.request_id);
    }
    this.#settle(message);
    this.onMessage(message);
  }

  #settle({ type, request_id, answers, settles = [], clears }) {
    if (type === "stored") this.photos.mark(request_id, { stored: true });
    if (type === "refused") this.photos.drop(request_id);
    if (answers) this.photos.answered(answers);
    for (const id of settles) this.photos.drop(id);
    if (clears) this.photos.clear();
  }

  async #upload(request_id) {
    const socket = this.#socket;
    try {
      const bytes = await (await this.photos.get(request_id)).arrayBuffer();
      // Noted first: the answer may be here before the browser has written it down.
      await this.photos.given(request_id);
      socket.send(new Blob([request_id, bytes]));
    } catch {
      // The file was never here, or was moved on the listener's disk meanwhile.
      this.photos.lost(request_id);
      this.#send({ type: "photo_gone", request_id });
    }
  }

  #retry() {
    this.onState(false);
    this.#timer = setTimeout(() => this.open(), this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }

  #hurry() {
    if (this.#socket?.readyState === WebSocket.CLOSED) this.open();
  }
}
