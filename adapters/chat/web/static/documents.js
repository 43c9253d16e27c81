// Files that are lists rather than pictures, and long lists that are pasted as words.

const ENDINGS = /\.(csv|tsv|txt|json|jspf|xspf|m3u8?)$/i;
const TYPES = /^(text\/|application\/(json|jspf\+json|xspf\+xml)$)|mpegurl$/i;
const FEWEST_LINES = 3;

export function isDocument({ name, type }) {
  return ENDINGS.test(name) || TYPES.test(type);
}

// What is too long for the field would be cut there without a word.
export function asDocument(text, room) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim());
  if (text.length <= room || lines.length < FEWEST_LINES) return null;
  return new File([text], "list.txt", { type: "text/plain" });
}
