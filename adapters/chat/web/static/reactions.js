// The emoji that the listener put on messages. The server counts them and does not tell them
// again, so the page remembers what to show after a reload.

const KEY = "mien-reactions";
const MOST_MESSAGES = 40;

export function reactionsTo(subject) {
  return remembered().find(([each]) => each === subject)?.[1] ?? [];
}

export function rememberReaction(subject, emoji, added) {
  if (!subject) return;
  const before = reactionsTo(subject).filter((each) => each !== emoji);
  const others = remembered().filter(([each]) => each !== subject);
  write([...others, [subject, added ? [...before, emoji] : before]].slice(-MOST_MESSAGES));
}

export function forgetReactions() {
  write([]);
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

// Where the browser keeps nothing, they are seen until the page is left.
function write(reactions) {
  try {
    localStorage.setItem(KEY, JSON.stringify(reactions));
  } catch {}
}
