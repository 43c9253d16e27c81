// Photos and lists that wait for their answer. They outlive a reload, in this browser and nowhere else.
// Those that were sent together are one row, under the id that the first had.

// Ten pictures may wait for an answer; the others are what is sent meanwhile, a list too.
const MOST_ROWS = 16;
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;
const OPENING_MS = 2000;
const STORE = "photos";

export class Photos {
  #here = new Map();
  // The one answered last: while this page is open its other faces may be asked for.
  #last = null;
  #database = opened();

  // From now on, until they are answered.
  keep(parts, { document = false } = {}) {
    const state = { stored: false, asked: false };
    const row = { id: parts[0].id, parts, document, at: Date.now(), ...state };
    this.#here.set(row.id, row);
    this.#ask("readwrite", (store) => done(store.put(row)));
    this.#trim();
  }

  // Those that an earlier load of the page left, oldest first.
  async restored() {
    await this.#trim();
    return (await this.#rows()).filter(({ id }) => !this.#here.has(id));
  }

  async ids() {
    return (await this.#known()).flatMap(({ parts }) => parts.map(({ id }) => id));
  }

  async get(photoId) {
    const row = await this.#rowOf(photoId);
    return row?.parts.find(({ id }) => id === photoId).file;
  }

  // The server got the bytes of this photo.
  async given(photoId) {
    const row = await this.#rowOf(photoId);
    if (row) await this.mark(row.id, { stored: true, asked: true });
  }

  // This photo cannot be read any more; those beside it may be.
  async lost(photoId) {
    const row = await this.#rowOf(photoId);
    const parts = row?.parts.filter(({ id }) => id !== photoId) ?? [];
    if (parts.length) await this.mark(row.id, { parts });
    else if (row) await this.drop(row.id);
  }

  // `stored`: the server knows of it. `asked`: it got bytes of it.
  async mark(id, change) {
    Object.assign(this.#here.get(id) ?? {}, change);
    await this.#ask("readwrite", async (store) => {
      const row = await done(store.get(id));
      if (row) await done(store.put({ ...row, ...change }));
    });
  }

  // A reply about a photo that was not looked at is a question: the photo waits on.
  async answered(id) {
    const row = await this.#row(id);
    if (!row?.asked) return;
    this.#last = row;
    this.drop(id);
  }

  drop(id) {
    this.#here.delete(id);
    return this.#ask("readwrite", (store) => done(store.delete(id)));
  }

  clear() {
    this.#here.clear();
    this.#last = null;
    return this.#ask("readwrite", (store) => done(store.clear()));
  }

  async #row(id) {
    return (await this.#ask("readonly", (store) => done(store.get(id)))) ?? this.#here.get(id);
  }

  async #rowOf(photoId) {
    return (await this.#known()).find(({ parts }) => parts.some(({ id }) => id === photoId));
  }

  async #known() {
    return [...(await this.#rows()), ...(this.#last ? [this.#last] : [])];
  }

  // The browser's own copy first: the listener may have moved the file meanwhile.
  async #rows() {
    const kept = (await this.#ask("readonly", (store) => done(store.getAll()))) ?? [];
    const rows = new Map([...this.#here, ...kept.map((row) => [row.id, row])]);
    return [...rows.values()].sort((one, other) => one.at - other.at);
  }

  async #trim() {
    const oldest = Date.now() - LONGEST_WAIT_MS;
    const rows = await this.#rows();
    const surplus = rows.slice(0, -MOST_ROWS);
    const stale = rows.filter(({ at }) => at < oldest);
    await Promise.all([...surplus, ...stale].map(({ id }) => this.drop(id)));
  }

  // Undefined where the browser keeps nothing, as in some private windows: then memory must do.
  async #ask(mode, question) {
    try {
      const database = await this.#database;
      return await question(database.transaction(STORE, mode).objectStore(STORE));
    } catch {
      return undefined;
    }
  }
}

// A browser that does not answer must not keep the chat waiting.
function opened() {
  const never = new Promise((resolve) => setTimeout(resolve, OPENING_MS, null));
  return Promise.race([openDatabase().catch(() => null), never]);
}

async function openDatabase() {
  const request = indexedDB.open("mien", 2);
  request.onupgradeneeded = () => {
    const database = request.result;
    // What an older page kept is of another shape, and a day old at most.
    if (database.objectStoreNames.contains(STORE)) database.deleteObjectStore(STORE);
    database.createObjectStore(STORE, { keyPath: "id" });
  };
  const database = await done(request);
  // A newer page in another tab must not have to wait for this one.
  database.onversionchange = () => database.close();
  return database;
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
