// The page: what the listener does goes out, what Mien says comes in.

import { startComposer } from "/page/composer.js";
import { Connection, newId } from "/page/connection.js";
import { fill, patch } from "/page/elements.js";
import { focusedIn } from "/page/focus.js";
import { browserLanguage, forgetLanguage, rememberLanguage } from "/page/languages.js";
import { Photos } from "/page/photos.js";
import { forgetReactions, rememberReaction } from "/page/reactions.js";
import * as view from "/page/view.js";

const TOAST_MS = 6000;
const BANNER_DELAY_MS = 1200;
const MOST_MESSAGES = 200;

const given = JSON.parse(document.body.dataset.given);
const texts = given.texts[document.documentElement.lang];
const asked = browserLanguage(Object.keys(given.texts));
const [log, scroller, toast, banner, box] = ["log", "scroller", "toast", "banner", "text"].map(
  (id) => document.getElementById(id),
);
let toastTimer = 0;
let bannerTimer = 0;
let answeredWithSet = false;

view.useTexts(given.texts);
const photos = new Photos();
const connection = new Connection({
  onMessage,
  onState,
  photos,
  photoBytes: given.photo_bytes,
  locale: asked,
});
const onCompletions = startComposer({
  onText,
  onPhotos,
  onDocument,
  onNotice: showToast,
  complete,
  given: { ...given, texts },
});
log.addEventListener("click", onClick);
showRestored().then(() => connection.open());

function onText(text, shown) {
  add(view.wordsElement(shown));
  showWorking(connection.say({ type: "text", text }), texts.working);
}

function onPhotos(files) {
  add(view.photosElement(files));
  const parts = files.map((file) => ({ id: newId(), file }));
  showWorking(connection.sayPhotos(parts), parts.length > 1 ? texts.looking_at_several : texts.looking);
}

function onDocument(file) {
  add(view.documentElement(file));
  showWorking(connection.sayDocument({ id: newId(), file }), texts.working);
}

function complete(question) {
  const request_id = newId();
  return connection.ask({ type: "typing", request_id, ...question }) ? request_id : null;
}

// What the server may not have heard of is said again; a repeat has the same id and no answer.
async function showRestored() {
  for (const { parts, stored, document: isList } of await photos.restored()) {
    if (isList) {
      add(view.documentElement(parts[0].file));
      if (!stored) connection.sayDocument(parts[0]);
      continue;
    }
    add(view.photosElement(parts.map(({ file }) => file)));
    if (!stored) connection.sayPhotos(parts);
  }
}

function onClick({ target }) {
  const button = target.closest("button");
  const messageId = target.closest("[data-message]")?.dataset.message;
  if (!button || button.getAttribute("aria-busy") === "true") return;
  if (button.dataset.action) press(button, messageId);
  if (button.dataset.emoji) react(button, messageId);
  if (button.dataset.play) play(button);
}

function press(button, message_id) {
  button.setAttribute("aria-busy", "true");
  const { action } = button.dataset;
  button.dataset.pressing = connection.say({ type: "press", action, message_id });
}

function react(button, message_id) {
  const added = button.getAttribute("aria-pressed") !== "true";
  const { emoji } = button.dataset;
  const picker = button.closest("details");
  button.setAttribute("aria-pressed", String(added));
  view.showReactions(picker);
  connection.say({ type: "reaction", message_id, emoji, added });
  rememberReaction(picker.dataset.subject, emoji, added);
  showToast(fill(added ? texts.reacted : texts.reaction_taken_back, { emoji }));
  picker.open = false;
  picker.querySelector("summary").focus();
}

function play(button) {
  const place = button.closest(".card").querySelector(".player");
  place.replaceChildren(view.playerElement(button.dataset.play, button.dataset.player));
  place.firstChild.focus();
}

function onMessage(message) {
  if (message.type === "working") showWorking(message.request_id, texts.working);
  if (message.type === "refused") onRefused(message);
  if (message.type === "reply") onReply(message);
  if (message.type === "completions") onCompletions(message);
}

function onRefused({ request_id, reason }) {
  finish(request_id);
  showToast(texts[reason]);
}

function onReply(reply) {
  const focused = focusedIn(log);
  if (reply.clears) forgetLanguage();
  else if (reply.lang) rememberLanguage(reply.lang, asked);
  if (reply.answers) finish(reply.answers);
  if (reply.clears) clear();
  if (reply.kind === "toast") return showToast(reply.text, reply.lang);
  const fresh = view.replyElement(reply);
  const old = log.querySelector(`[data-message="${CSS.escape(reply.id)}"]`);
  if (old) patch(old, fresh);
  else add(fresh, { moves: Boolean(reply.answers) || !answeredWithSet });
  if (reply.answers) answeredWithSet = reply.cards.length > 0;
  focused?.restore(old ?? fresh);
}

function clear() {
  log.replaceChildren();
  forgetReactions();
}

function onState(isOpen) {
  clearTimeout(bannerTimer);
  if (isOpen && !banner.hidden) showToast(texts.connected_again);
  if (isOpen) banner.hidden = true;
  else bannerTimer = setTimeout(showBanner, BANNER_DELAY_MS);
}

function showBanner() {
  banner.textContent = texts.connection_lost;
  banner.hidden = false;
}

function showWorking(requestId, text) {
  if (workingSign(requestId)) return;
  if (!document.querySelector(`[data-pressing="${requestId}"]`)) {
    add(view.workingElement(requestId, text));
  }
}

function workingSign(requestId) {
  return log.querySelector(`.working[data-request="${CSS.escape(requestId)}"]`);
}

function finish(requestId) {
  workingSign(requestId)?.remove();
  const button = log.querySelector(`[data-pressing="${CSS.escape(requestId)}"]`);
  button?.removeAttribute("aria-busy");
  button?.removeAttribute("data-pressing");
}

// What comes beside a set leaves the set where it is being read.
function add(element, { moves = true } = {}) {
  const firstSign = element.matches(".working, .listener") ? null : log.querySelector(".working");
  log.insertBefore(element, firstSign);
  while (log.childElementCount > MOST_MESSAGES) log.firstElementChild.remove();
  if (!moves) return;
  reveal(element);
  // A picture has no height before it is loaded.
  for (const kind of ["load", "loadedmetadata"]) {
    element.addEventListener(kind, () => reveal(log.lastElementChild), { capture: true, once: true });
  }
}

function reveal(element) {
  const isLong = element.offsetHeight > scroller.clientHeight * 0.9;
  element.scrollIntoView({ block: isLong ? "start" : "end" });
}

function showToast(text, lang) {
  clearTimeout(toastTimer);
  toast.lang = lang ?? document.documentElement.lang;
  toast.textContent = text;
  toastTimer = setTimeout(() => (toast.textContent = ""), TOAST_MS);
}

// A keyboard ready to type, but not one that pops up over half of a phone.
if (matchMedia("(hover: hover)").matches) box.focus();
