// The camera: its light is on only while the dialog is open, and its picture stays in the page
// until the listener takes it, but for small ones that are looked at and forgotten.

import { make } from "/page/elements.js";

const SIDE_PX = 480;
const QUALITY = 0.7;
const LEAST_MS = 80;
const AFTER_FAILURE_MS = 2000;
const SPOKEN_MS = 2000;

const find = (id) => document.getElementById(id);

export function startCamera({ onFiles, onNotice, live, texts }) {
  const [dialog, opener, capture] = ["camera", "camera-open", "camera-capture"].map(find);
  const video = dialog.querySelector("video");
  let watched = null;
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
  video.addEventListener("playing", () => {
    capture.disabled = false;
    // It plays anew after each pause, of the same camera.
    if (live && watched !== video.srcObject) watch(video);
    watched = video.srcObject;
  });
  find("camera-cancel").addEventListener("click", () => dialog.close());
  // Escape closes a dialog too, and must put out the camera's light as well.
  dialog.addEventListener("close", () => {
    turnOff(video);
    capture.disabled = true;
  });
  capture.addEventListener("click", () => {
    const canvas = make("canvas", { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext("2d").drawImage(video, 0, 0);
    canvas.toBlob((photo) => photo && onFiles([photo]), "image/jpeg", 0.92);
    dialog.close();
  });
}

function turnOff(video) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
}

// One picture is on its way at a time: a slow server is asked less often, and never in vain.
async function watch(video) {
  const stream = video.srcObject;
  const canvas = make("canvas");
  const say = speaker(find("camera-look"));
  let agreed = false;
  while (stream && video.srcObject === stream) {
    const started = performance.now();
    const view = await lookedAt(agreed ? await small(video, canvas) : new Blob());
    if (video.srcObject !== stream) break;
    agreed = view.agreed;
    showFaces(view.faces, canvas, video);
    say(view.faces[0]?.label ?? view.note);
    await pause(Math.max(LEAST_MS - (performance.now() - started), view.wait_s * 1000));
  }
  find("camera-faces").replaceChildren();
  say("");
}

async function lookedAt(picture) {
  try {
    const answer = await fetch("/look", { method: "POST", body: picture });
    if (answer.ok) return await answer.json();
  } catch {
    // The server is away; the connection says so elsewhere.
  }
  return { faces: [], note: "", agreed: false, wait_s: AFTER_FAILURE_MS / 1000 };
}

function small(video, canvas) {
  const scale = Math.min(1, SIDE_PX / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

// The picture fills the frame and is cut at its sides; like a mirror, its left is on the right.
function showFaces(faces, { width, height }, video) {
  const scale = Math.max(video.clientWidth / width, video.clientHeight / height);
  const beside = (video.clientWidth - width * scale) / 2;
  const above = (video.clientHeight - height * scale) / 2;
  const boxes = faces.map((face) => {
    const top = above + face.top * scale;
    const box = make("div", { class: top < 32 ? "high" : "" });
    Object.assign(box.style, {
      left: `${video.clientWidth - beside - (face.left + face.width) * scale}px`,
      top: `${top}px`,
      width: `${face.width * scale}px`,
      height: `${face.height * scale}px`,
    });
    if (face.label) box.append(make("span", { text: face.label }));
    return box;
  });
  find("camera-faces").replaceChildren(...boxes);
}

// A voice that reads along must be able to end its sentence.
function speaker(place) {
  let last = -Infinity;
  return (text) => {
    const now = performance.now();
    if (text === place.textContent || (text && now - last < SPOKEN_MS)) return;
    last = now;
    place.textContent = text;
  };
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
