// What the listener gives: words, a chosen, dropped or pasted photo, a picture from the camera.

import { make } from "/page/elements.js";

const find = (id) => document.getElementById(id);

export function startComposer({ onText, onPhoto, onNotice, commands, texts }) {
  startWords({ onText, commands });
  startFiles({ onPhoto });
  if (navigator.mediaDevices?.getUserMedia) startCamera({ onPhoto, onNotice, texts });
}

function startWords({ onText, commands }) {
  const [form, box, hints] = [find("composer"), find("text"), find("hints")];
  const changed = () => {
    box.rows = Math.min(6, box.value.split("\n").length);
    showHints(hints, box.value, commands);
  };
  const take = (text) => {
    if (!text.trim()) return;
    onText(text.trim());
    box.value = "";
    changed();
  };
  box.addEventListener("input", changed);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    take(box.value);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(box.value);
  });
  hints.addEventListener("click", ({ target }) => {
    const { command, needs } = target.closest("button")?.dataset ?? {};
    if (!command) return;
    if (needs) box.value = `/${command} `;
    else take(`/${command}`);
    changed();
    box.focus();
  });
}

function showHints(hints, typed, commands) {
  const start = typed.match(/^\/(\w*)$/)?.[1];
  const fitting = start === undefined ? [] : commands.filter(({ name }) => name.startsWith(start));
  hints.hidden = !fitting.length;
  hints.replaceChildren(...fitting.map(hint));
}

function hint({ name, argument, description }) {
  const properties = { type: "button", "data-command": name, "data-needs": argument };
  const label = make("b", { text: `/${name}` });
  return make("button", properties, label, make("span", { text: description }));
}

function startFiles({ onPhoto }) {
  const chooser = find("file");
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  chooser.addEventListener("change", () => {
    if (chooser.files[0]) onPhoto(chooser.files[0]);
    chooser.value = "";
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
    if (event.dataTransfer.files[0]) onPhoto(event.dataTransfer.files[0]);
  });
  addEventListener("paste", (event) => {
    const [file] = event.clipboardData?.files ?? [];
    if (!file) return;
    event.preventDefault();
    onPhoto(file);
  });
}

function startCamera({ onPhoto, onNotice, texts }) {
  const [dialog, opener, capture] = ["camera", "camera-open", "camera-capture"].map(find);
  const video = dialog.querySelector("video");
  opener.hidden = false;
  opener.addEventListener("click", async () => {
    dialog.showModal();
    try {
      const wanted = { facingMode: "user", width: { ideal: 1280 } };
      const stream = await navigator.mediaDevices.getUserMedia({ video: wanted });
      video.srcObject = stream;
      if (!dialog.open) turnOff(video);
    } catch {
      dialog.close();
      onNotice(texts.camera_refused);
    }
  });
  video.addEventListener("playing", () => (capture.disabled = false));
  find("camera-cancel").addEventListener("click", () => dialog.close());
  // Escape closes a dialog too, and must put out the camera's light as well.
  dialog.addEventListener("close", () => {
    turnOff(video);
    capture.disabled = true;
  });
  capture.addEventListener("click", () => {
    const canvas = make("canvas", { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext("2d").drawImage(video, 0, 0);
    canvas.toBlob((photo) => photo && onPhoto(photo), "image/jpeg", 0.92);
    dialog.close();
  });
}

function turnOff(video) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
}
