// Messages as elements. What a press means stands in data attributes; app.js listens for them.

import { fill, icon, make } from "/page/elements.js";
import { reactionsTo } from "/page/reactions.js";

const EMOJI = ["👍", "👎", "❤️", "🎉", "😢"];
const PLAYER = "https://open.spotify.com/";

let wordings = {};

// By language.
export function useTexts(given) {
  wordings = given;
}

export function replyElement(reply) {
  const texts = textsIn(reply.lang);
  const cards = reply.cards.map((each) => card(each, texts));
  return make(
    "article",
    {
      class: cards.length ? "mien set" : "mien",
      "data-message": reply.id,
      // Settings may choose another language than the page around it has.
      lang: reply.lang,
      tabindex: -1,
    },
    said(reply.text, texts),
    reply.heading && make("h2", { text: reply.heading }),
    cards.length > 0 && make("ol", { class: "cards" }, ...cards),
    ...reply.pictures.map((each) =>
      make("img", { class: "picture", src: `data:image/png;base64,${each.png}`, alt: each.alt }),
    ),
    reply.files.length > 0 && files(reply.files, texts),
    reply.buttons.length > 0 && make("div", { class: "rows" }, ...reply.buttons.map(buttonRow)),
    cards.length > 0 && reactions(reply, texts),
  );
}

export function workingElement(requestId, text) {
  const dots = make("span", { class: "dots", "aria-hidden": "true" }, ...[1, 2, 3].map(dot));
  return make("div", { class: "working", "data-request": requestId }, dots, make("span", { text }));
}

export function wordsElement(text) {
  return make("article", { class: "listener" }, speaker(), make("p", { text }));
}

export function photosElement(files) {
  const several = files.length > 1 ? "listener photo several" : "listener photo";
  return make("article", { class: several }, ...files.map(photo));
}

export function documentElement({ name }) {
  const words = make("p", { text: name });
  return make("article", { class: "listener document" }, speaker(), icon("list"), words);
}

export function playerElement(address, title) {
  return make("iframe", {
    src: address,
    title,
    allow: "encrypted-media; autoplay; clipboard-write",
    loading: "lazy",
  });
}

function photo(file) {
  const address = URL.createObjectURL(file);
  const clip = file.type.startsWith("video/");
  const texts = textsIn();
  const label = texts.your_photo;
  const shown = clip
    ? make("video", { src: address, muted: true, loop: true, playsinline: true, "aria-label": label })
    : make("img", { src: address, alt: label });
  // The address holds the whole file in memory. A still needs it no more, nor does a clip's first frame.
  shown.onload = shown.onseeked = () => URL.revokeObjectURL(address);
  // Some kinds, such as HEIC, are read by the server but not by every browser.
  shown.onerror = () => {
    URL.revokeObjectURL(address);
    shown.replaceWith(icon("photo"), make("p", { text: label }));
  };
  if (clip) shown.onloadeddata = () => (shown.currentTime = 0.01);
  return shown;
}

// An answer is in its own language, all else in that of the page.
function textsIn(lang) {
  return wordings[lang] ?? wordings[document.documentElement.lang];
}

function speaker() {
  const texts = textsIn();
  return hidden(`${texts.you}: `);
}

function dot() {
  return make("i");
}

function hidden(text) {
  return make("span", { class: "for-readers", text });
}

function said(text, texts) {
  const paragraphs = text.split(/\n{2,}/).map((each) => paragraph(each, texts));
  return text && make("div", { class: "said" }, ...paragraphs);
}

// The odd parts are addresses, without the punctuation behind them.
function paragraph(text, texts) {
  const parts = text.split(/(https?:\/\/[^\s]*[^\s.,;:!?)”"'])/);
  return make("p", {}, ...parts.map((part, at) => (at % 2 ? outwardLink(part, part, texts) : part)));
}

function card(track, texts) {
  const number = make("span", { class: "number", text: track.number ?? "♪" });
  const kin = track.similarity === null ? "" : Math.round(track.similarity * 100);
  const words = make(
    "div",
    { class: "words" },
    make("h3", {}, titleLink(track, texts)),
    make("p", { class: "artists", text: track.artists.join(", ") }),
    make("p", { class: "reason", text: track.reason }),
    kin !== "" && make("p", { class: "kin", text: fill(texts.kin, { percent: kin }) }),
  );
  const buttons = track.buttons.map((each) => pressable(each, { toggles: true }));
  const marks = make("div", { class: "marks" }, ...buttons);
  const body = make("div", { class: "card-body" }, number, words, marks, more(track, texts));
  return make("li", { class: "card" }, body, player(track));
}

function titleLink({ title, links }, texts) {
  if (!links.length) return make("span", { text: title });
  return outwardLink(links[0].url, title, texts);
}

function outwardLink(address, text, texts) {
  if (!/^https?:\/\//.test(address)) return make("span", { text });
  const link = make("a", { href: address, target: "_blank", rel: "noopener noreferrer", text });
  link.append(hidden(` (${texts.opens_new_tab})`));
  return link;
}

function more({ title, links, player_url }, texts) {
  const others = links.slice(1);
  const play = player_url?.startsWith(PLAYER) && playButton(player_url, title, texts);
  return make("div", { class: "more" }, play, others.length > 0 && elsewhere(others, title, texts));
}

function playButton(address, title, texts) {
  const spoken = fill(texts.play_here_spoken, { title });
  const player = fill(texts.player, { title });
  const properties = { type: "button", "data-play": address, "data-player": player };
  const label = make("span", { text: texts.play_here });
  return make("button", { ...properties, class: "quiet", "aria-label": spoken }, icon("play"), label);
}

function elsewhere(links, title, texts) {
  const spoken = fill(texts.other_services_spoken, { title });
  const summary = make("summary", { "aria-label": spoken, text: texts.other_services });
  const items = links.map((link) => make("li", {}, outwardLink(link.url, link.label, texts)));
  return make("details", { class: "elsewhere" }, summary, make("ul", {}, ...items));
}

function player({ player_url }) {
  return make("div", { class: "player", "data-keep": player_url });
}

function files(given, texts) {
  const items = given.map((each) => make("li", {}, fileLink(each, texts)));
  return make("ul", { class: "files", "aria-label": texts.files }, ...items);
}

// An address with the bytes in it: opened, it would be nobody's page, where a blob's would be ours.
function fileLink({ name, media_type, description, size, data }, texts) {
  return make(
    "a",
    { class: "file", href: `data:${media_type};base64,${data}`, download: name },
    icon("file"),
    make(
      "span",
      { class: "words" },
      hidden(`${texts.download}: `),
      make("b", { text: name }),
      description && make("span", { text: description }),
    ),
    make("span", { class: "size", text: written(size, texts.language) }),
  );
}

function written(bytes, language) {
  const [amount, unit] = bytes < 1e6 ? [Math.ceil(bytes / 1e3), "kilobyte"] : [bytes / 1e6, "megabyte"];
  const style = { style: "unit", unit, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language, style).format(amount);
}

function buttonRow(row) {
  const toggles = row.some((each) => each.pressed);
  return make("div", { class: "row" }, ...row.map((each) => pressable(each, { toggles })));
}

function pressable({ label, action, style, pressed, spoken }, { toggles }) {
  return make("button", {
    type: "button",
    class: style,
    "data-action": action,
    "aria-pressed": toggles ? String(pressed) : null,
    "aria-label": spoken,
    title: spoken,
    text: label,
  });
}

// A set is shown again under another id; the button of its first song tells that it is the same.
function reactions({ id, cards }, texts) {
  const subject = cards[0].buttons[0]?.action;
  const chosen = reactionsTo(subject);
  const choices = EMOJI.map((emoji) =>
    make("button", {
      type: "button",
      "data-emoji": emoji,
      "aria-pressed": String(chosen.includes(emoji)),
      "aria-label": fill(texts.react_with, { emoji }),
      text: emoji,
    }),
  );
  const summary = make("summary", { "aria-label": texts.react, title: texts.react });
  const properties = { class: "reactions", "data-keep": `reactions-${id}`, "data-subject": subject };
  const picker = make("details", properties, summary, make("div", { class: "row" }, ...choices));
  showReactions(picker);
  return picker;
}

// The chosen emoji take the place of the sign; more than two would lie over the words.
export function showReactions(picker) {
  const pressed = [...picker.querySelectorAll("[aria-pressed=true]")].slice(0, 2);
  const shown = pressed.map(({ dataset }) => make("span", { text: dataset.emoji }));
  picker.querySelector("summary").replaceChildren(...(shown.length ? shown : [icon("react")]));
}
