// Photos that wait for their answer. They outlive a reload, in this browser and nowhere else.

const MOST_PHOTOS = 8;
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;
const OPENING_MS = 2000;
const STORE = "photos";

export class Photos {
  #here = new Map();
  #database = opened();

  // From now on, until it is answered.
  keep(id, file) {
    const row = { id, file, at: Date.now(), stored: false, asked: false };
    this.#here.set(id, row);
    this.#ask("readwrite", (store) => done(store.put(row)));
    this.#trim();
  }

  // Those that an earlier load of the page left, oldest first.
  async restored() {
    await this.#trim();
    return (await this.#rows()).filter(({ id }) => !this.#here.has(id));
  }

  async ids() {
    return (await this.#rows()).map(({ id }) => id);
  }

  async get(id) {
    return (await this.#row(id))?.file;
  }

  // `stored`: the server knows of it. `asked`: it got the bytes.
  async mark(id, change) {
    Object.assign(this.#here.get(id) ?? {}, change);
    await this.#ask("readwrite", async (store) => {
      const row = await done(store.get(id));
      if (row) await done(store.put({ ...row, ...change }));
    });
  }

  // A reply about a photo that was not looked at is a question: the photo waits on.
  async answered(id) {
    if ((await this.#row(id))?.asked) this.drop(id);
  }

  drop(id) {
    this.#here.delete(id);
    return this.#ask("readwrite", (store) => done(store.delete(id)));
  }

  clear() {
    this.#here.clear();
    return this.#ask("readwrite", (store) => done(store.clear()));
  }

  // The browser's own copy first: the listener may have moved the file meanwhile.
  async #row(id) {
    return (await this.#ask("readonly", (store) => done(store.get(id)))) ?? this.#here.get(id);
  }

  async #rows() {
    const kept = (await this.#ask("readonly", (store) => done(store.getAll()))) ?? [];
    const rows = new Map([...this.#here, ...kept.map((row) => [row.id, row])]);
    return [...rows.values()].sort((one, other) => one.at - other.at);
  }

  async #trim() {
    const oldest = Date.now() - LONGEST_WAIT_MS;
    const rows = await this.#rows();
    const surplus = rows.slice(0, -MOST_PHOTOS);
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
  const request = indexedDB.open("mien", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return done(request);
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
