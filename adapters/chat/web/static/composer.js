// What the listener gives: words, chosen, dropped or pasted photos and lists, a picture from the
// camera.

import { startCamera } from "/page/camera.js";
import { asDocument, isDocument } from "/page/documents.js";
import { fill } from "/page/elements.js";
import { Suggestions } from "/page/suggestions.js";

const PAUSE_MS = 150;
const MOST_LINES = 6;

const find = (id) => document.getElementById(id);

// `complete` asks how a command may go on; the answer comes to the function that this returns.
export function startComposer({ onText, onPhotos, onDocument, onNotice, complete, given }) {
  const { texts, commands, photos_at_once, live, camera } = given;
  const onFiles = (chosen) => {
    chosen.filter(isDocument).forEach(onDocument);
    const files = chosen.filter((file) => !isDocument(file));
    if (!files.length) return;
    if (files.length > photos_at_once) {
      onNotice(fill(texts.too_many_photos, { count: photos_at_once }));
    }
    onPhotos(files.slice(0, photos_at_once));
  };
  startFiles({ onFiles, onDocument });
  if (camera && navigator.mediaDevices?.getUserMedia) startCamera({ onFiles, onNotice, live, texts });
  return startWords({ onText, complete, commands, texts });
}

function startWords({ onText, complete, commands, texts }) {
  const [form, box] = [find("composer"), find("text")];
  const list = new Suggestions({ box, list: find("hints"), count: find("hint-count"), onChosen });
  let timer = 0;
  let asked = null;

  function show(choices, label) {
    list.show(choices, { label, count: fill(texts.suggestion_count, { count: choices.length }) });
  }

  function changed() {
    box.rows = Math.min(MOST_LINES, box.value.split("\n").length);
    clearTimeout(timer);
    asked = null;
    const behind = argumentOf(box.value, commands);
    if (behind) timer = setTimeout(() => (asked = complete(behind)), PAUSE_MS);
    else show(fitting(box.value, commands), texts.commands);
  }

  function send(text, shown = text) {
    if (!text.trim()) return;
    onText(text.trim(), shown.trim());
    box.value = "";
    changed();
  }

  function onChosen({ name, needs, value, label }) {
    if (value !== undefined) {
      const { command } = argumentOf(box.value, commands);
      send(`/${command} ${value}`, `/${command} ${label}`);
    } else if (needs) {
      box.value = `/${name} `;
      changed();
    } else send(`/${name}`);
    box.focus();
  }

  box.addEventListener("input", changed);
  box.addEventListener("keydown", (event) => {
    if (list.takes(event)) return event.preventDefault();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send(box.value);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(box.value);
  });
  // An answer to what is no longer in the field is not shown.
  return ({ request_id, choices }) => {
    if (request_id === asked && document.activeElement === box) show(choices, texts.suggestions);
  };
}

// The command and what stands behind it so far; null where nothing can be suggested.
function argumentOf(text, commands) {
  const [, command, typed] = text.match(/^\/(\w+)\s(.*)$/) ?? [];
  const known = commands.some(({ name, completes }) => completes && name === command);
  return known ? { command, typed: typed.trimStart() } : null;
}

function fitting(text, commands) {
  const start = text.match(/^\/(\w*)$/)?.[1];
  if (start === undefined) return [];
  return commands
    .filter(({ name }) => name.startsWith(start))
    .map(({ name, description, argument }) => ({
      label: `/${name}`,
      note: description,
      name,
      needs: argument,
    }));
}

function startFiles({ onFiles, onDocument }) {
  const box = find("text");
  const chooser = find("file");
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  chooser.addEventListener("change", () => {
    const files = [...chooser.files];
    chooser.value = "";
    if (files.length) onFiles(files);
  });
  addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    document.body.classList.add("dragging");
  });
  addEventListener("dragleave", ({ relatedTarget }) => {
    if (!relatedTarget) document.body.classList.remove("dragging");
  });
  addEventListener("drop", (event) => {
    document.body.classList.remove("dragging");
    if (!carriesFiles(event)) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    if (files.length) onFiles(files);
  });
  addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const words = event.clipboardData?.getData("text/plain") ?? "";
    const list = asDocument(words, box.maxLength - box.value.length);
    if (!files.length && !list) return;
    event.preventDefault();
    if (files.length) onFiles(files);
    else onDocument(list);
  });
}
